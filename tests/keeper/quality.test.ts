import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Quality, qualityOf } from '../../keeper/quality.ts';

const quality = suite('quality');

type Row = readonly [
  wantedFps: number,
  fps: number,
  reconnects: number,
  stalls: number,
  is: Quality,
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
for (const [wantedFps, fps, reconnectsLastHour, stallsLastHour, is] of rows) {
  const what = `${fps} of ${wantedFps} fps, ${reconnectsLastHour} and ${stallsLastHour}`;
  quality(`${what}: ${is}`, () => {
    assert.is(qualityOf({ wantedFps, fps, reconnectsLastHour, stallsLastHour }), is);
  });
}

quality.run();
