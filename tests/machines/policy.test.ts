import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { policyFor, processPolicy, stopShares } from '../../machines/policy.ts';
import { backOffMs } from '../../machines/process-setup.ts';
import { nextRandom, seedFor, unitOf } from '../../machines/random.ts';
import { wish } from '../support/wish.ts';

const policies = suite('policy');

const state = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const failures = fc.integer({ min: 1, max: 5000 });

policies('a back-off is between half and the whole of its step, and of the cap', () => {
  fc.assert(
    fc.property(failures, state, (count, random) => {
      for (const policy of Object.values(processPolicy)) {
        const step = Math.min(policy.backOffMaxMs, policy.firstBackOffMs * 2 ** (count - 1));
        const delay = backOffMs(policy, count, random);
        assert.ok(Number.isInteger(delay));
        assert.ok(delay >= Math.floor(step / 2) && delay <= step, `${delay} of ${step}`);
      }
    }),
  );
});

policies('the generator stays in its range and does not stand still', () => {
  fc.assert(
    fc.property(state, (random) => {
      const next = nextRandom(random);
      assert.is.not(next, random);
      assert.ok(Number.isInteger(next) && unitOf(next) >= 0 && unitOf(next) < 1);
    }),
  );
});

policies('cameras do not retry in step, and differ by seed', () => {
  const paths = Array.from({ length: 100 }, (_, index) => `camera:cam${index}/capture`);
  const delays = paths.map((path) =>
    backOffMs(processPolicy.capture, 5, nextRandom(seedFor(path, 1))),
  );
  assert.ok(new Set(delays).size > 90);
  assert.is.not(seedFor(paths[0]!, 1), seedFor(paths[0]!, 2));
  assert.is(seedFor(paths[0]!, 1), seedFor(paths[0]!, 1));
});

policies('the shares of a stop come in order and leave room at the end', () => {
  const shares = Object.values(stopShares);
  assert.equal(shares, [...shares].sort());
  assert.ok(shares.at(-1)! < 1);
});

policies('the configuration of a camera decides its times', () => {
  const { config } = wish();
  assert.is(policyFor('tracker', config).readyWithinMs, 10_000);
  assert.ok(policyFor('capture', config).readyWithinMs > 30_000);
  assert.is(policyFor('capture', config).backOffMaxMs, 10_000);
  assert.is(policyFor('capture', config).firstBackOffMs, 500);
  const timeouts = { ...config.timeouts, healthySeconds: 7 };
  const slow = policyFor('tracker', { ...config, timeouts, retry: { firstSeconds: 3 } });
  assert.equal([slow.firstBackOffMs, slow.healthyAfterMs], [1_500, 7_000]);
});

policies.run();
