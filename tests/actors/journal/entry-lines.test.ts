import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { EntryLines } from '../../../actors/journal/entry-lines.ts';
import { Masking } from '../../../actors/journal/masking.ts';

const lines = suite('lines of a journal');

const wish = (path: string) => ({ config: { inputs: [{ path }] } });
const changed = (cameras: object) => ({
  type: 'config.changed',
  desired: { cameras: Object.entries(cameras) },
});
const camerasIn = (line: string) => Object.fromEntries(JSON.parse(line).event.desired.cameras);
const beginning = {
  journal: 1,
  build: 'test',
  wallMs: 0,
  atMs: 0,
  start: {},
  checkpoint: null,
} as const;

lines('a configuration holds only the cameras that changed since the last one', () => {
  const writer = new EntryLines();
  const [front, back] = [wish('a'), wish('b')];
  const write = (cameras: object) =>
    camerasIn(writer.entry(1, { at: 1, to: 'config#1', event: changed(cameras) }, []));
  assert.equal(write({ front, back }), { front, back });
  assert.equal(write({ front, back: wish('c') }), { front: '=', back: wish('c') });
  assert.equal(write({ front }), { front: '=' });
  writer.beginning(beginning);
  assert.equal(write({ front }), { front }, 'nothing before a beginning is needed');
});

lines('no password is written, and another password is another value', () => {
  const masking = new Masking();
  const url = (password: string) => masking.of({ path: `rtsp://viewer:${password}@cam/live` }).path;
  assert.not.match(url('hunter2'), /hunter2|viewer/);
  assert.match(url('hunter2'), /^rtsp:\/\/\*:\*@cam\/live#[0-9a-f]{8}$/);
  assert.is(url('hunter2'), url('hunter2'));
  assert.is.not(url('hunter2'), url('hunter3'));
  assert.is.not(new Masking().of(['-password', 'a'])[1], new Masking().of(['-password', 'a'])[1]);
  assert.equal(masking.of(['-re', '-i', 'plain']), ['-re', '-i', 'plain']);
});

lines.run();
