import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Input } from '../../../actors/door/door.ts';
import { jumpingTime } from '../../../actors/door/jumping-time.ts';
import { liveDoor } from '../../../actors/door/live-door.ts';
import { replayDoor } from '../../../actors/door/replay-door.ts';

const doors = suite('door');

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

doors('delivers later, in the order of the reports, each once', async () => {
  const heard: string[] = [];
  const inputs: Input[] = [];
  const door = liveDoor({ onInput: (input) => inputs.push(input) });
  const one = door.open('a', ({ type }) => heard.push(`a ${type}`));
  const other = door.open('b', ({ type }) => heard.push(`b ${type}`));
  one.report({ type: '1' });
  other.report({ type: '2' });
  one.report({ type: '3' });
  assert.equal(heard, []);
  await nextTurn();
  assert.equal(heard, ['a 1', 'b 2', 'a 3']);
  assert.equal(
    inputs.map((input) => 'to' in input && input.to),
    ['a#1', 'b#1', 'a#1'],
  );
});

doors('what is reported while something is delivered comes after what waits already', async () => {
  const heard: string[] = [];
  const door = liveDoor();
  const doorway = door.open('a', ({ type }) => {
    heard.push(type);
    if (type === '1') doorway.report({ type: '3' });
  });
  doorway.report({ type: '1' });
  doorway.report({ type: '2' });
  await nextTurn();
  assert.equal(heard, ['1', '2', '3']);
});

doors('a closed doorway is silent, also for what was reported before', async () => {
  const heard: string[] = [];
  const inputs: Input[] = [];
  const door = liveDoor({ onInput: (input) => inputs.push(input) });
  const first = door.open('a', ({ type }) => heard.push(`first ${type}`));
  first.report({ type: '1' });
  first.close();
  const second = door.open('a', ({ type }) => heard.push(`second ${type}`));
  first.report({ type: '2' });
  second.report({ type: '3' });
  await nextTurn();
  assert.equal(heard, ['second 3']);
  assert.equal(
    inputs.map((input) => 'to' in input && input.to),
    ['a#2'],
  );
});

doors('paths that nobody is born at are forgotten, and yet no address stands for two', async () => {
  const inputs: Input[] = [];
  const door = liveDoor({ onInput: (input) => inputs.push(input) });
  const born = (path: string) => door.open(path, () => {}).report({ type: 'born' });
  const many = Array.from({ length: 10_000 }, (_, index) => `camera:guest-${index}/memory`);
  for (const path of ['a', 'a', 'a', 'b', ...many, 'a', 'b', 'c']) born(path);
  await nextTurn();
  const addresses = inputs.map((input) => ('to' in input ? input.to : ''));
  assert.is(new Set(addresses).size, addresses.length);
  assert.equal(addresses.slice(-3), ['a#4', 'b#4', 'c#4'], 'above the highest one forgotten');
});

doors('timers are numbered as they are made, and told as they ring', () => {
  const time = jumpingTime();
  const inputs: Input[] = [];
  const { clock } = liveDoor({ time, onInput: (input) => inputs.push(input) });
  clock.setTimeout(() => {}, 20);
  const cancelled = clock.setTimeout(() => {}, 5);
  clock.setTimeout(() => {}, 10);
  clock.clearTimeout(cancelled);
  time.jumpTo(100);
  assert.equal(inputs, [
    { at: 10, timer: 3 },
    { at: 20, timer: 1 },
  ]);
});

doors('a replay rings the timers and tells the facts that it is fed', () => {
  const heard: string[] = [];
  const door = replayDoor();
  door.open('a', ({ type }) => heard.push(type)).report({ type: 'not from the journal' });
  door.clock.setTimeout(() => heard.push('ring'), 5);
  door.feed({ at: 0, timer: 1 });
  door.feed({ at: 0, to: 'a#1', event: { type: 'fact' } });
  assert.equal(heard, ['ring', 'fact']);
  assert.throws(() => door.feed({ at: 0, timer: 1 }), /timer 1 is not running/);
});

const delays = fc.array(fc.nat(50), { maxLength: 30 });

doors('jumping time rings everything at its own time, ties in the order of setting', () => {
  fc.assert(
    fc.property(delays, fc.nat(60), (all, until) => {
      const time = jumpingTime();
      const rung: [index: number, atMs: number][] = [];
      for (const [index, delayMs] of all.entries()) {
        time.later(() => rung.push([index, time.nowMs()]), delayMs);
      }
      time.jumpTo(until);
      const due = [...all.entries()].filter(([, delayMs]) => delayMs <= until);
      const inOrder = due.sort(([one, a], [other, b]) => a - b || one - other);
      assert.equal(rung, inOrder);
      assert.is(time.nowMs(), until);
      assert.is(time.pending(), all.length - due.length);
    }),
  );
});

doors('jumping time rings chained alarms at their own time, and not what is cancelled', () => {
  const time = jumpingTime();
  const rung: number[] = [];
  const cancel = time.later(() => rung.push(-1), 15);
  const again = () => {
    rung.push(time.nowMs());
    if (rung.length === 1) cancel();
    if (rung.length < 4) time.later(again, 10);
  };
  time.later(again, 10);
  time.jumpTo(1000);
  assert.equal(rung, [10, 20, 30, 40]);
  assert.is(time.nextAtMs(), null);
});

doors.run();
