import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { costOf } from '../../config/cost.ts';
import { withinRegion } from '../../config/within-region.ts';
import { wish } from '../support/wish.ts';

const held = wish({ width: 640, fps: 0.2 }).config;

test('size and rate stay, everything else is had', () => {
  const wished = wish({ width: 1280, fps: 5, url: 'b', detect: false }).config;
  const within = withinRegion(held, wished);
  assert.equal(within.detect, { ...held.detect, enabled: false });
  assert.equal(within.ffmpeg, wished.ffmpeg);
  assert.is(costOf(held, within), 'capture');
});

test('a slow stream is not taken for a stalled one', () => {
  const wished = wish({ width: 1280, fps: 5 }).config;
  const { stallSeconds, firstFrameSeconds } = withinRegion(held, wished).timeouts;
  assert.equal([stallSeconds, firstFrameSeconds], [20, 30], 'four frames take 20 s');
  const slower = wish({ width: 640, fps: 0.1 }).config;
  assert.is(withinRegion(slower, wished).timeouts.stallSeconds, 40);
});

test.run();
