import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FleetReply } from '../../inspector/api.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { ask, get, json, post } from './ask.ts';
import { type ShownKeeper, shownKeeper } from './shown-keeper.ts';

const security = suite('security of the inspector');
let shown: ShownKeeper;

security.before(async () => {
  const page = join(temporaryDirectory(), 'page');
  mkdirSync(page);
  writeFileSync(join(page, '..', 'outside.js'), 'outside');
  writeFileSync(join(page, 'index.html'), '<title>page</title>');
  shown = await shownKeeper({ off: { ...offline, enabled: false } }, { page });
});
security.after(async () => {
  await shown[Symbol.asyncDispose]();
});

const offline = { ffmpeg: { inputs: [{ path: 'rtsp://127.0.0.1:9/live' }] } };
const remove = { command: 'remove', camera: 'off' };
const readings = ['', 'healthz', 'readyz', 'api/fleet', 'api/charts', 'api/live', 'api/story'];
const ofCameras = ['api/cameras/off', 'api/cameras/off/frame.jpg'];
const commands = ['api/commands', 'api/plan'];
const hostOf = () => new URL(shown.inspector.url).host;

async function isUntouched(): Promise<void> {
  const { cameras } = await get<FleetReply>(shown.at('api/fleet'));
  assert.equal(
    cameras.map(({ name, state }) => `${name} ${state}`),
    ['off disabled.byConfig'],
  );
}

security('a site that has its own name point here reads nothing and changes nothing', async () => {
  const port = hostOf().split(':')[1];
  const names = ['evil.example', `evil.example:${port}`, '127.0.0.1', 'localhost:1'];
  for (const host of names) {
    for (const path of [...readings, ...ofCameras]) {
      assert.is((await ask(shown.at(path), { headers: { host } })).status, 403, `${host} ${path}`);
    }
    for (const path of commands) {
      assert.is((await post(shown.at(path), remove, { host })).status, 403, `${host} ${path}`);
    }
  }
  await isUntouched();
});

security('it answers to its address and to localhost', async () => {
  const port = hostOf().split(':')[1];
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
    assert.is((await ask(shown.at('api/fleet'), { headers: { host } })).status, 200, host);
  }
});

security('a page of another site cannot command', async () => {
  const others: Record<string, string>[] = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: `https://${hostOf()}` },
    { origin: 'http://localhost:9470' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: `http://${hostOf()}`, 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of others) {
    for (const path of commands) {
      const { status } = await post(shown.at(path), remove, headers);
      assert.is(status, 403, JSON.stringify(headers));
    }
  }
  await isUntouched();
});

security('what a form of another site can send is no command', async () => {
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''];
  for (const type of [...types, 'text/plain; application/json', 'application/jsonp']) {
    const body = JSON.stringify(remove);
    const asking = { method: 'POST', headers: { 'content-type': type }, body };
    assert.is((await ask(shown.at('api/commands'), asking)).status, 403, type);
  }
  await isUntouched();
});

security('our own page and programs of this machine can', async () => {
  const ours = { origin: `http://${hostOf()}`, 'sec-fetch-site': 'same-origin' };
  const replies = [{}, ours].map((headers) => post(shown.at('api/plan'), remove, headers));
  for (const { status, text } of await Promise.all(replies)) assert.is(status, 200, text);
  await isUntouched();
});

security('a page of another site reads nothing, but may link to ours', async () => {
  const elsewhere = { 'sec-fetch-site': 'cross-site' };
  const image = { ...elsewhere, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
  const visit = { ...elsewhere, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const frame = { ...visit, 'sec-fetch-dest': 'iframe' };
  for (const path of [...readings, ...ofCameras]) {
    for (const headers of [elsewhere, image, frame]) {
      assert.is((await ask(shown.at(path), { headers })).status, 403, path);
    }
    const { status } = await ask(shown.at(path), { headers: visit });
    assert.is(status, path === '' ? 200 : 403, path);
  }
});

security('nothing but GET and POST is understood; GET changes nothing', async () => {
  for (const method of ['OPTIONS', 'PUT', 'PATCH', 'DELETE']) {
    const headers = { ...json, origin: 'http://evil.example' };
    const { status, headers: answered } = await ask(shown.at('api/commands'), { method, headers });
    assert.is(status, 403, method);
    assert.is(answered['access-control-allow-origin'], undefined);
  }
  const query = 'command=remove&camera=off';
  for (const path of [...commands, 'api/fleet', 'api/cameras/off']) {
    await ask(shown.at(`${path}?${query}`), { headers: json, body: JSON.stringify(remove) });
  }
  await isUntouched();
});

security('every answer has the policy, and none lets another origin in', async () => {
  const paths = ['', 'api/fleet', 'nothing', 'api/nothing', ...ofCameras];
  for (const path of paths) {
    for (const host of [hostOf(), 'evil.example']) {
      const { headers } = await ask(shown.at(path), { headers: { host } });
      assert.match(
        String(headers['content-security-policy']),
        /^default-src 'self';.*frame-ancestors 'none'/,
      );
      assert.is(headers['cross-origin-resource-policy'], 'same-origin');
      assert.is(headers['x-content-type-options'], 'nosniff');
      const cors = Object.keys(headers).filter((name) => name.startsWith('access-control'));
      assert.equal(cors, []);
    }
  }
});

security('a body that is too large, or none, is refused', async () => {
  const section = { more: 'x'.repeat(65 * 1024) };
  const large = await post(shown.at('api/commands'), { command: 'add', camera: 'big', section });
  assert.is(large.status, 413);
  for (const body of ['', '{', 'null', '[]', '{"command":"stop"}', '{"command":"remove"}']) {
    const answer = await ask(shown.at('api/commands'), { method: 'POST', headers: json, body });
    assert.is(answer.status, 400, body);
    assert.type(JSON.parse(answer.text).error.message, 'string');
  }
  await isUntouched();
});

security('only files of the page are served', async () => {
  const ways = [
    '/../outside.js',
    '/..%2foutside.js',
    '/%2e%2e/outside.js',
    '//outside.js',
    '/x.js',
  ];
  for (const path of ways) {
    const { status, text } = await ask(shown.inspector.url, { path });
    assert.is(status, 404, path);
    assert.not.match(text, /^outside/);
  }
  assert.match((await ask(shown.at(''))).text, /<title>page/);
  assert.match((await ask(shown.at('cameras/off'))).text, /<title>page/);
});

security.run();
