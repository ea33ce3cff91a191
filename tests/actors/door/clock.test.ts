import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { numberedClock, realTime } from '../../../actors/door/clock.ts';
import { jumpingTime } from '../../../actors/door/jumping-time.ts';

const clocks = suite('clock');

clocks('a timer of months does not ring at once', async () => {
  let rang = false;
  const cancel = realTime.later(() => {
    rang = true;
  }, 2 ** 40);
  await new Promise<void>((resolve) => realTime.later(resolve, 5));
  assert.is(rang, false);
  cancel();
});

clocks('numbers every timer, and says which fires, before it does', () => {
  const time = jumpingTime();
  const told: string[] = [];
  const clock = numberedClock(time, (number) => told.push(`fired ${number}`));
  const ids = [30, 10, 20].map((ms) => clock.setTimeout(() => told.push(`after ${ms}`), ms));
  assert.equal(ids, [1, 2, 3]);
  clock.clearTimeout(3);
  time.jumpTo(100);
  assert.equal(told, ['fired 2', 'after 10', 'fired 1', 'after 30']);
});

clocks('closed, it rings no more, and nothing can be set', () => {
  const time = jumpingTime();
  const clock = numberedClock(time, () => assert.unreachable());
  clock.setTimeout(() => assert.unreachable(), 10);
  clock.close();
  clock.setTimeout(() => assert.unreachable(), 10);
  assert.is(time.pending(), 0);
  time.jumpTo(100);
});

clocks.run();
