import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Quiet } from '../../bin/run/quiet.ts';

const quiet = suite('quiet');
const refused = 'capture: ffmpeg ended with exit 1: Connection refused';

/** An hour of attempts every ten seconds: when a line was printed. */
function hour(teller: Quiet, reasonAt: (atMs: number) => string = () => refused): number[] {
  const told: number[] = [];
  const see = (state: string, reason: string, nowMs: number) => {
    if (teller.isWorth('front', state, { reason, nowMs })) told.push(nowMs);
  };
  for (let nowMs = 0; nowMs < 3_600_000; nowMs += 10_000) {
    see('starting.connecting', `waiting for the first frame, after ${refused}`, nowMs);
    see('starting.backingOff', reasonAt(nowMs), nowMs + 500);
  }
  return told;
}

quiet('a camera that is refused for an hour says so a few times, and then ever more rarely', () => {
  const told = hour(new Quiet());
  assert.ok(told.length >= 8 && told.length <= 16, `${told}`);
  const late = told.filter((atMs) => atMs > 60_000);
  const pauses = late.slice(1).map((atMs, index) => atMs - late[index]!);
  assert.ok(
    pauses.every((pause, index) => index === 0 || pause >= pauses[index - 1]!),
    `${pauses}`,
  );
});

quiet('another reason is told at once, and not again each time', () => {
  const changesMs = 1_805_000;
  const told = hour(new Quiet(), (atMs) => (atMs < changesMs ? refused : '401 Unauthorized'));
  assert.ok(told.includes(1_810_500), `${told}`);
  assert.ok(told.length <= 17, `${told.length}`);
});

quiet('reasons that are another each time do not fill the log', () => {
  const teller = new Quiet();
  assert.ok(hour(teller, (atMs) => `[tcp @ 0x${(atMs + 1).toString(16)}] ${refused}`).length <= 22);
});

quiet('when it was up in between, everything is news again', () => {
  const teller = new Quiet();
  hour(teller);
  const at = { reason: refused, nowMs: 3_600_000 };
  assert.ok(teller.isWorth('front', 'running.healthy', at));
  assert.ok(teller.isWorth('front', 'starting.connecting', at));
});

quiet('other cameras are told as ever', () => {
  const teller = new Quiet();
  hour(teller);
  const at = { reason: refused, nowMs: 3_600_000 };
  assert.ok(teller.isWorth('garage', 'starting.connecting', at));
});

quiet.run();
