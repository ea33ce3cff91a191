import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Quiet, type Sighting } from '../../bin/run/quiet.ts';

const quiet = suite('quiet');

const refused = 'capture: ffmpeg ended with exit 1: Connection refused';
const hourMs = 3_600_000;
const next = { action: 'start', at: '2030-01-01T00:00:00Z', attempt: 2 };
const failing = (reason = refused): Sighting => ({ state: 'starting.backingOff', reason, next });
const connecting: Sighting = {
  state: 'starting.connecting',
  reason: `waiting for the first frame, after ${refused}`,
  next: { ...next, attempt: null },
};
const healthy: Sighting = {
  state: 'running.healthy',
  reason: 'first frame after 400 ms',
  next: null,
};
const trackerFails: Sighting = { state: 'running.degraded', reason: 'tracker: hung', next };
const trackerStarts: Sighting = {
  state: 'running.degraded',
  reason: 'the tracker is starting, after tracker: hung',
  next: null,
};

type Told = { readonly atMs: number; readonly state: string; readonly summary: string };

/** The same again and again until `untilMs`; what was told, with what comes by looking. */
function again(
  teller: Quiet,
  cycle: readonly (readonly [afterMs: number, sighting: (atMs: number) => Sighting])[],
  untilMs = hourMs,
): Told[] {
  const told: Told[] = [];
  const note = (atMs: number, telling: ReturnType<Quiet['hear']>) => {
    if (telling) told.push({ atMs, state: telling.sighting.state, summary: telling.summary });
  };
  let nowMs = 0;
  const wait = (toMs: number) => {
    for (let atMs = teller.nextLookMs; atMs !== null && atMs <= toMs; atMs = teller.nextLookMs) {
      for (const telling of teller.look(atMs).values()) note(atMs, telling);
    }
    nowMs = toMs;
  };
  while (nowMs < untilMs) {
    for (const [afterMs, sighting] of cycle) {
      wait(nowMs + afterMs);
      note(nowMs, teller.hear('front', sighting(nowMs), nowMs));
    }
  }
  return told;
}

const refusedAlways = (reasonAt: (atMs: number) => string = () => refused) =>
  [
    [500, (atMs: number) => failing(reasonAt(atMs))],
    [9_500, () => connecting],
  ] as const;
const trackerDown = [
  [500, () => trackerFails],
  [9_500, () => trackerStarts],
] as const;
const flapping = (upMs: number) =>
  [
    [upMs, () => failing()],
    [5_000, () => connecting],
    [1_000, () => healthy],
  ] as const;

const pausesOf = (told: readonly Told[]): number[] =>
  told.slice(1).map(({ atMs }, index) => atMs - told[index]!.atMs);

for (const [what, cycle] of [
  ['a camera that is refused', refusedAlways()],
  ['a tracker that fails', trackerDown],
] as const) {
  quiet(
    `${what} for a day is told a few times, then ever more rarely, and never not at all`,
    () => {
      const told = again(new Quiet(), cycle, 24 * hourMs);
      assert.ok(told.length > 24 && told.length < 40, `${told.length}`);
      const reminders = told.filter(({ summary }) => summary !== '');
      const pauses = pausesOf(reminders);
      assert.ok(
        pauses.every((pause, index) => index === 0 || pause >= pauses[index - 1]! - 10_000),
      );
      assert.ok(pauses.every((pause) => pause <= hourMs + 10_000));
      assert.match(reminders.at(-1)!.summary, /^8\d{3} failures in 2\d h$/);
    },
  );
}

quiet('another reason is told at once, and not again each time', () => {
  const changesMs = 1_805_000;
  const cycle = refusedAlways((atMs) => (atMs < changesMs ? refused : '401 Unauthorized'));
  const told = again(new Quiet(), cycle);
  const first = told.filter(({ atMs }) => atMs >= changesMs)[0]!;
  assert.ok(first.atMs < changesMs + 10_000, `${first.atMs}`);
  assert.ok(told.length <= 14, `${told.length}`);
});

quiet('reasons that are another each time do not fill the log', () => {
  const cycle = refusedAlways((atMs) => `[tcp @ 0x${(atMs + 1).toString(16)}] ${refused}`);
  assert.ok(again(new Quiet(), cycle).length <= 14);
});

for (const upMs of [2_000, 30_000, 90_000, 300_000]) {
  quiet(`one that comes up for ${upMs / 1000} s and fails again does not fill the log`, () => {
    const told = again(new Quiet(), flapping(upMs), 24 * hourMs);
    assert.ok(told.length > 24 && told.length < 60, `${told.length}`);
    // whoever was told last that it is up is told when it is not
    for (const [index, { state }] of told.entries()) {
      if (state === healthy.state) assert.is.not(told[index + 1]?.state, healthy.state);
    }
  });
}

quiet('one that is up to stay is told so within ten minutes, also after much flapping', () => {
  const teller = new Quiet();
  again(teller, flapping(30_000), 6 * hourMs);
  const upMs = 6 * hourMs + 60_000;
  teller.hear('front', failing(), upMs - 10_000);
  assert.is(teller.hear('front', healthy, upMs), null);
  const lookMs = teller.nextLookMs!;
  assert.ok(lookMs > upMs && lookMs <= upMs + 600_000);
  assert.is(teller.look(lookMs - 1).size, 0);
  assert.match(teller.look(lookMs).get('front')!.summary, /^\d+ failures in 6 h$/);
  assert.is(teller.nextLookMs, null);
  assert.is(teller.look(lookMs + 1).size, 0);
  const later = lookMs + 600_000;
  assert.equal(teller.hear('front', failing(), later), { sighting: failing(), summary: '' });
  assert.ok(teller.hear('front', connecting, later + 1), 'everything is news again');
});

quiet('one that comes up after a long time down is told so at once', () => {
  const teller = new Quiet();
  again(teller, refusedAlways());
  assert.match(teller.hear('front', healthy, hourMs)!.summary, /^36\d failures in 60 min$/);
});

quiet('other cameras are told as ever', () => {
  const teller = new Quiet();
  again(teller, refusedAlways());
  assert.ok(teller.hear('garage', connecting, hourMs));
});

quiet('a camera that is switched off and on again begins anew', () => {
  const teller = new Quiet();
  again(teller, refusedAlways());
  const off = { state: 'disabled.byRequest', reason: 'disabled by command', next: null };
  assert.ok(teller.hear('front', off, hourMs));
  assert.equal(teller.hear('front', failing(), hourMs + 1)?.summary, '');
});

quiet.run();
