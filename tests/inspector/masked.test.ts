import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKeeper, serveInspector } from '../../index.ts';
import { parseAddress } from '../../inspector/server/address.ts';
import { FileSource } from '../../inspector/server/file-source.ts';
import { keeperRow } from '../../inspector/server/rows.ts';
import { serve } from '../../inspector/server/serve.ts';
import { storyOfJournal } from '../../replay/journal-story.ts';
import { untilState } from '../keeper/fleet.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { type Answer, ask, post } from './ask.ts';
import { listen } from './listening.ts';

const masked = suite('no password leaves the inspector');
const secrets = ['hunter2', 'sw0rdfish', 'opensesame', 'tr0ub4dor'];

/** Its ffmpeg fails and says with what. */
const refused = {
  ffmpeg: {
    global_args: '-hide_banner -loglevel debug',
    inputs: [
      {
        path: 'rtsp://viewer:{FRIGATE_PASSWORD}@127.0.0.1:9/live?password=sw0rdfish',
        input_args: ['-headers', 'Authorization: Basic opensesame', '-rtsp_transport', 'tcp'],
      },
    ],
  },
};
const section = { ffmpeg: { inputs: [{ path: 'rtsp://viewer:tr0ub4dor@host/live' }] } };
const wrong = {
  ffmpeg: { inputs: [{ path: 5, input_args: '-user x:tr0ub4dor' }] },
  no_such_key: 'tr0ub4dor',
};

const requests = [
  { command: 'disable', camera: 'front' },
  { command: 'add', camera: 'front', section },
  { command: 'add', camera: 'rtsp://viewer:tr0ub4dor@host/live', section },
  { command: 'restart', camera: 'front' },
  { command: 'reload' },
];

const readings = [
  ...['api/fleet', 'api/story', 'api/story?camera=front', 'api/charts', 'healthz', 'readyz'],
  ...['api/cameras/front', 'api/cameras/front/frame.jpg', 'api/cameras/rtsp:%2F%2Fa:hunter2@b'],
];

const isClean = ({ text, headers }: Answer, what: string) => {
  const all = text + JSON.stringify(headers);
  for (const secret of secrets) assert.not.ok(all.includes(secret), `${what}: ${secret}\n${all}`);
};

masked('of a keeper, by any route', async () => {
  const file = join(temporaryDirectory(), 'camkeeper.yml');
  writeFileSync(file, JSON.stringify({ cameras: { front: refused } }));
  const environment = { FRIGATE_PASSWORD: 'hunter2' };
  const journal = { file: join(temporaryDirectory(), 'journal.jsonl') };
  const keeper = createKeeper({ config: file, environment, journal });
  const { url } = await serveInspector(keeper, { address: '127.0.0.1:0' });
  await keeper.start();
  await using events = await listen(`${url}api/live?camera=front`);
  await untilState(keeper, 'front', 'starting.backingOff');
  await eventually('lines of ffmpeg', () => keeper.logs('front').length > 0);
  for (const path of readings) {
    isClean(await ask(`${url}${path}`), path);
    const sign = path.includes('?') ? '&' : '?';
    isClean(await ask(`${url}${path}${sign}at=${Date.now()}`), path);
  }
  const { text } = await ask(`${url}api/cameras/front`);
  assert.match(text, /rtsp:\/\/\*:\*@127\.0\.0\.1:9/); // it is there, and masked
  const bad = { command: 'add', camera: 'bad', section: wrong };
  for (const body of [...requests, bad]) {
    for (const path of ['api/plan', 'api/commands']) isClean(await post(url + path, body), path);
  }
  await events.until('story', (batches) => batches.length > 0);
  isClean({ text: events.text(), headers: {}, status: 200, data: Buffer.alloc(0) }, 'live');
  await keeper.stop();

  const source = new FileSource(await storyOfJournal(journal.file));
  await using inspector = await serve(source, { address: parseAddress('127.0.0.1:0') });
  const { past } = source.fleet(null);
  const middle = Math.round((past!.fromMs + past!.toMs) / 2);
  for (const path of readings) {
    isClean(await ask(inspector.url + path), `journal ${path}`);
    const sign = path.includes('?') ? '&' : '?';
    isClean(await ask(`${inspector.url}${path}${sign}at=${middle}`), `journal ${path}`);
  }
  const { context } = (await source.camera('front', middle))!;
  assert.ok(context);
});

masked('of what failed, and of the files it is written to', () => {
  const text = 'rtsp://viewer:hunter2@host/live';
  const status = createKeeper().status();
  const failures = [{ file: text, at: new Date(0).toISOString(), reason: text }];
  const journal = { ...status.journal, path: text, reason: text, failure: text, failures };
  const store = { ...status.store, reason: text };
  const shown = JSON.stringify(keeperRow({ ...status, store, journal }));
  assert.is(shown.split('rtsp://*:*@host/live').length - 1, 5);
  assert.not.ok(shown.includes('hunter2'));
});

masked.run();
