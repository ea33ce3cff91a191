import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { painter } from '../../bin/view/colours.ts';
import { picture, type Scene } from '../../bin/view/picture.ts';
import { nextWords } from '../../bin/view/words.ts';
import type { CameraStatus, KeeperStatus } from '../../index.ts';
import { duration } from '../../keeper/time-words.ts';

const drawing = suite('picture');
const nowMs = Date.parse('2030-01-01T00:01:00Z');
const since = '2030-01-01T00:00:48Z';

function camera(state: string, more: Partial<CameraStatus> = {}): CameraStatus {
  const process = { pid: 1, phase: 'ready', restarts: 1, fps: 5, framesTotal: 60, lastExit: null };
  return {
    origin: 'file',
    state,
    since,
    reason: 'first frame after 412 ms',
    generation: 1,
    observedGeneration: 1,
    capture: { ...process, ffmpegPid: 2 },
    tracker: process,
    ring: null,
    queue: { capacity: 2, length: 0, droppedTotal: 7 },
    losses: {},
    next: null,
    ...more,
  } as CameraStatus;
}

const failing = camera('starting.backingOff', {
  reason: 'capture: ffmpeg ended with exit 1',
  next: { action: 'start capture', at: '2030-01-01T00:01:04Z', attempt: 3 },
});

function scene(cameras: Record<string, CameraStatus>, more: Partial<Scene> = {}): Scene {
  const store = { state: 'off', reason: null, path: null, setAside: null } as const;
  const keeper = { store, instance: 'default', pid: 7, state: 'running', since, generation: 1 };
  const status = { ...keeper, cameras } as KeeperStatus;
  const paint = painter({ NO_COLOR: '1' });
  return { status, nowMs, hints: [], log: [], rows: 24, columns: 140, paint, ...more };
}

drawing('a line for every camera, reasons in it where there is room', () => {
  assert.equal(picture(scene({ front: camera('running.healthy'), north: failing })), [
    'camkeeper default: running for 12 s, 1 of 2 cameras healthy, pid 7',
    '',
    'CAMERA  STATE                SINCE  FPS  FRAMES  DROPPED  RESTARTS  REASON',
    'front   running.healthy       12 s  5.0      60        7         2  first frame after 412 ms',
    'north   starting.backingOff   12 s  5.0      60        7         2  capture: ffmpeg ended ' +
      'with exit 1; start capture in 4 s (attempt 3)',
  ]);
});

drawing('beneath it where it is narrow, and cut', () => {
  const lines = picture(
    scene({ front: camera('running.healthy'), north: failing }, { columns: 70 }),
  );
  const reason = 'north: capture: ffmpeg ended with exit 1; start capture in 4 s (attem…';
  assert.equal(lines.slice(-2), ['', reason]);
});

drawing('never exceeds the terminal, whatever there is to show', () => {
  const names = Array.from({ length: 60 }, (_, index) => `camera-${index}`);
  const cameras = Object.fromEntries(names.map((name) => [name, camera('running.healthy')]));
  const log = Array.from({ length: 30 }, (_, index) => `line ${index} ${'x'.repeat(300)}`);
  for (const rows of [1, 2, 3, 5, 10, 24, 100]) {
    for (const columns of [10, 40, 79, 200]) {
      const lines = picture(scene(cameras, { rows, columns, log, hints: ['h'.repeat(99)] }));
      assert.ok(lines.length <= Math.max(1, rows - 1), `${lines.length} lines in ${rows} rows`);
      assert.ok(lines.every((line) => [...line].length <= columns));
    }
  }
});

drawing('where not all have room, those that are down come first', () => {
  const names = Array.from({ length: 20 }, (_, index) => `camera-${index}`);
  const well = Object.fromEntries(names.map((name) => [name, camera('running.healthy')]));
  const lines = picture(scene({ ...well, north: failing }, { rows: 12 }));
  assert.match(lines[3]!, /^north +starting\.backingOff/);
  assert.match(lines.at(-1)!, /^… and \d+ more$/);
});

drawing('the newest lines of the log fill the rest', () => {
  const log = ['one', 'two', 'three'];
  const lines = picture(scene({ front: camera('running.healthy') }, { rows: 8, log }));
  assert.equal(lines.slice(4), ['', 'two', 'three']);
});

drawing('what a process wrote does not steer the terminal', () => {
  const evil = camera('starting.backingOff', { reason: 'a\x1b[2Jb\x07\u009bc\u202ed' });
  const lines = picture(scene({ evil }, { log: ['\x1b]0;title\x07'] }));
  assert.not.match(lines.join(''), /\p{Cc}|\p{Bidi_Control}/u);
});

drawing('colours only where they are wanted', () => {
  const front = camera('running.healthy');
  const coloured = picture(scene({ front }, { paint: painter({ TERM: 'xterm' }) }));
  assert.ok(coloured[3]!.includes('\x1b[32mrunning.healthy'), coloured[3]);
  for (const environment of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
    const plain = picture(scene({ front }, { paint: painter(environment) }));
    assert.not.ok(plain.join('').includes('\x1b'));
  }
});

drawing('times are read at a glance', () => {
  const times = [-5, 0, 119_000, 120_000, 7_199_000, 7_200_000, 172_799_000, 172_800_000];
  const words = ['0 s', '0 s', '119 s', '2 min', '119 min', '2 h', '47 h', '2 d'];
  assert.equal(times.map(duration), words);
  assert.is(nextWords({ action: 'wait', at: null, attempt: null }, nowMs), 'wait');
});

drawing.run();
