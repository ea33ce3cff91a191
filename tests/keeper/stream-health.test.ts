import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Quality, qualityOf } from '../../keeper/quality.ts';
import { StreamHealth } from '../../keeper/stream-health.ts';

const health = suite('stream health');

type Row = readonly [
  wantedFps: number,
  fps: number,
  reconnects: number,
  stalls: number,
  quality: Quality,
];
const rows: readonly Row[] = [
  [5, 5, 0, 0, 'excellent'],
  [5, 4.5, 0, 4, 'excellent'],
  [5, 4.5, 0, 5, 'fair'],
  [5, 4.4, 0, 0, 'fair'],
  [5, 3, 2, 0, 'fair'],
  [5, 5, 3, 0, 'poor'],
  [5, 2.9, 0, 0, 'poor'],
  [5, 5, 11, 0, 'unusable'],
  [5, 0.9, 0, 0, 'unusable'],
  [5, 2.9, 3, 101, 'unusable'],
  [5, 0, 0, 0, 'unusable'],
  [0.1, 0.1, 0, 0, 'excellent'],
  [0.1, 0, 0, 0, 'unusable'],
];
for (const [wantedFps, fps, reconnectsLastHour, stallsLastHour, quality] of rows) {
  const what = `${fps} of ${wantedFps} fps, ${reconnectsLastHour} and ${stallsLastHour}`;
  health(`${what}: ${quality}`, () => {
    assert.is(qualityOf({ wantedFps, fps, reconnectsLastHour, stallsLastHour }), quality);
  });
}

health('counts runs after the first, and stalls once each, for an hour', () => {
  const one = new StreamHealth();
  one.see({ phase: 'starting', runs: 1, cause: null }, 0);
  one.see({ phase: 'ready', runs: 1, cause: null }, 10);
  assert.equal(one.lastHour(10), { reconnects: 0, stalls: 0 });
  one.see({ phase: 'backingOff', runs: 1, cause: 'stalled' }, 20);
  one.see({ phase: 'backingOff', runs: 1, cause: 'stalled' }, 25);
  one.see({ phase: 'starting', runs: 2, cause: 'stalled' }, 30);
  one.see({ phase: 'starting', runs: 2, cause: 'stalled' }, 31);
  one.see({ phase: 'backingOff', runs: 2, cause: 'ffmpeg-died' }, 40);
  assert.equal(one.lastHour(50), { reconnects: 1, stalls: 1 });
  assert.equal(one.lastHour(3_600_019), { reconnects: 1, stalls: 1 });
  assert.equal(one.lastHour(3_600_020), { reconnects: 1, stalls: 0 });
  assert.equal(one.lastHour(3_600_030), { reconnects: 0, stalls: 0 });
});

health.run();
