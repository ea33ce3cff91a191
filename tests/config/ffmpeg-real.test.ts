import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { captureCommand } from '../../config/ffmpeg-command.ts';
import { inputPresets } from '../../config/ffmpeg-presets.ts';
import { cameraAt } from './cameras.ts';

/** Every input preset against the ffmpeg of this machine: are its options known, do frames come? */
const test = suite('real ffmpeg');

const deadlineMs = 20_000;
const frameBytes = 64 * 48 * 1.5;
const directory = mkdtempSync(join(tmpdir(), 'camkeeper-config-'));
const at = (name: string) => join(directory, name);
let server: Server;
let closedPort = 0;

test.before(async () => {
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=10', '-t', '2', '-y'];
  for (const file of ['a.mp4', 'a.flv', 'a.mkv']) {
    execFileSync('ffmpeg', ['-loglevel', 'error', ...source, at(file)], { timeout: deadlineMs });
  }
  execFileSync('ffmpeg', ['-loglevel', 'error', ...source, '-frames:v', '1', at('a.jpg')]);
  server = await listening(createServer((request, response) => serve(request.url ?? '', response)));
  const other = await listening(createServer());
  closedPort = portOf(other);
  other.close();
});

test.after(() => {
  server.closeAllConnections();
  server.close();
  rmSync(directory, { recursive: true });
});

type Row = readonly [preset: string, path: () => string];
const served = (name: string) => () => `http://127.0.0.1:${portOf(server)}/${name}`;

const delivering: readonly Row[] = [
  ['preset-file', () => at('a.mp4')],
  ['preset-file-loop', () => at('a.mkv')],
  ['preset-http-generic', served('a.flv')],
  ['preset-http-reolink', served('a.flv')],
  ['preset-http-mjpeg-generic', served('mjpeg')],
  ['preset-http-jpeg-generic', served('a.jpg')],
  ['-f lavfi -re', () => 'testsrc=size=64x48:rate=10'],
  ['auto', () => at('a.mp4')],
  ['auto', served('a.flv')],
  ['auto', served('mjpeg')],
];
for (const [preset, path] of delivering) {
  test(`${preset} delivers frames`, async () => {
    const { bytes, errors } = await run(preset, path());
    assert.ok(bytes >= 2 * frameBytes, errors);
  });
}

const rtsp = Object.keys(inputPresets).filter((preset) => preset.startsWith('preset-rtsp'));
const refused: readonly Row[] = [
  ...rtsp.map((preset): Row => [preset, () => `rtsp://u:p@127.0.0.1:${closedPort}/x`]),
  ['preset-rtmp-generic', () => `rtmp://127.0.0.1:${closedPort}/x`],
  ['preset-stream-generic', () => `tcp://127.0.0.1:${closedPort}`],
  ['auto', () => `rtsp://127.0.0.1:${closedPort}/x`],
  ['auto', () => `rtmp://127.0.0.1:${closedPort}/x`],
  ['auto', () => `http://127.0.0.1:${closedPort}/x`],
];
for (const [preset, path] of refused) {
  test(`${preset} gets as far as the connection`, async () => {
    const { errors } = await run(preset, path());
    assert.match(errors, /Connection refused/);
    assert.not.match(errors, /not found|[Uu]nrecognized/);
  });
}

test('every input preset was tried', () => {
  const tried = new Set([...delivering, ...refused].map(([preset]) => preset));
  assert.equal(
    Object.keys(inputPresets).filter((preset) => !tried.has(preset)),
    [],
  );
});

test('the default of Frigate fails on a file, hence auto', async () => {
  const { errors } = await run('preset-rtsp-generic', at('a.mp4'));
  assert.match(errors, /Option \w+ not found/);
});

/** Runs the whole command until two frames are there or it ends. */
function run(preset: string, path: string): Promise<{ bytes: number; errors: string }> {
  const size = { width: 64, height: 48, fps: 5 };
  const [file = '', ...args] = captureCommand(
    cameraAt(path, { detect: size, ffmpeg: { input_args: preset } }),
  );
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const deadline = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
  let bytes = 0;
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  child.stdout.on('data', (chunk) => {
    bytes += chunk.length;
    if (bytes >= 2 * frameBytes) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(deadline);
      resolve({ bytes, errors });
    });
  });
}

function serve(url: string, response: ServerResponse): void {
  if (url !== '/mjpeg') return void response.end(readFileSync(at(url.slice(1))));
  response.setHeader('Content-Type', 'multipart/x-mixed-replace;boundary=b');
  const picture = readFileSync(at('a.jpg'));
  const head = `--b\r\nContent-Type: image/jpeg\r\nContent-Length: ${picture.length}\r\n\r\n`;
  const timer = setInterval(() => {
    response.write(Buffer.concat([Buffer.from(head), picture, Buffer.from('\r\n')]));
  }, 50);
  response.on('close', () => clearInterval(timer));
}

function listening(unbound: Server): Promise<Server> {
  return new Promise((resolve) => {
    unbound.listen(0, '127.0.0.1', () => resolve(unbound));
  });
}

function portOf(bound: Server): number {
  return (bound.address() as AddressInfo).port;
}

test.run();
