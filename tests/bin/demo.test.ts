import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { demoConfig } from '../../bin/demo/cameras.ts';
import { loadConfig } from '../../config/load.ts';
import type { KeeperStatus } from '../../index.ts';
import { eventually } from '../support/eventually.ts';
import { root } from '../support/paths.ts';
import { descendantsOf, identify, untilGone } from '../support/processes.ts';
import { camkeeper, startProgram } from './command.ts';

const demo = suite('demo');
const program = join(root, 'dist/bin/demo.js');

function configOf(...given: string[]) {
  const loaded = loadConfig(JSON.stringify(demoConfig(given)), { file: 'demo', environment: {} });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
  assert.equal(loaded.warnings, []);
  return loaded.config.cameras;
}

demo('cameras of its own, or those that are given', () => {
  assert.equal(Object.keys(configOf()), ['street', 'test-card', 'yard']);
  const given = configOf('rtsp://user:password@host/stream', join(root, 'LICENSE'), program);
  assert.equal(Object.keys(given), ['camera-1', 'camera-2', 'camera-3']);
  assert.is(given['camera-3']!.ffmpeg.inputs[0]!.inputArgs, 'preset-file-loop');
  assert.is(demoConfig(['camkeeper.yml']), 'camkeeper.yml');
  assert.throws(() => demoConfig(['camkeeper.yml', 'rtsp://host/a']), /either one configuration/);
  assert.throws(() => demoConfig(['nothing.mp4']), /there is no file nothing\.mp4/);
});

demo('three cameras run on generated video, and end within their time', async () => {
  const running = startProgram(process.execPath, [program]);
  const directory = await eventually('says how to ask it', () => {
    return /--runtime-dir (\S+) status/.exec(running.output.stdout)?.[1];
  });
  const status = async () => {
    const { stdout } = await camkeeper(['status', '--json', '--runtime-dir', directory]);
    return JSON.parse(stdout) as KeeperStatus;
  };
  const allCount = async () => {
    const cameras = Object.values((await status()).cameras);
    return (
      cameras.length === 3 &&
      cameras.every(({ state, tracker }) => state === 'running.healthy' && tracker.framesTotal > 5)
    );
  };
  await eventually('all count frames', allCount, { withinMs: 30_000, seen: () => running.output });
  const processes = descendantsOf(running.child.pid!).map(({ pid }) => identify(pid));
  running.child.kill('SIGINT');
  const { code, stdout } = await running.ended();
  assert.is(code, 0);
  assert.match(stdout, /street +running\.healthy/);
  await untilGone(processes, 100);
  assert.is(existsSync(directory), false);
});

demo('explains itself instead of guessing at an option', async () => {
  const { code, stderr } = await startProgram(process.execPath, [program, '--fast']).ended();
  assert.is(code, 64);
  assert.match(stderr, /npm start -- rtsp:/);
});

demo.run();
