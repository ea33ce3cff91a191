import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Budget } from '../../actors/memory/budget.ts';
import type { ConfigProblem } from '../../config/problems.ts';
import { regionBytes } from '../../config/region-shape.ts';
import {
  memoryStatus,
  memoryWarner,
  memoryWarning,
  requiredOf,
} from '../../keeper/memory-status.ts';
import { wish } from '../support/wish.ts';

const MiB = 2 ** 20;
const figures = {
  heldBytes: 30 * MiB,
  promisedBytes: 10 * MiB,
  freeBytes: 20 * MiB,
  limitedBy: 'cgroup /docker/1f',
  limitBytes: 512 * MiB,
};
const entry = (camera = wish(), leaving = false) => ({
  generation: 1,
  desired: camera,
  leaving,
  machine: 'alive' as const,
  fault: null,
});

test('enough: no warning', () => {
  assert.is(memoryWarning(figures, 60 * MiB), null);
});

test('too little: how much, and what to give, in the words of who sets the limit', () => {
  const warning = (limitedBy: string) => memoryWarning({ ...figures, limitedBy }, 100 * MiB);
  const lack = (limit: string) =>
    `the frames of all cameras need 100 MiB, 60 MiB are there (limit ${limit}): `;
  assert.is(
    warning('cgroup /docker/1f'),
    `${lack('cgroup /docker/1f')}give it 552 MiB or more ` +
      '(Docker: --memory=552m; --shm-size does not matter)',
  );
  assert.is(
    warning('memory.budget'),
    `${lack('memory.budget')}set camkeeper.memory.budget to 552 or more`,
  );
  assert.match(warning('machine')!, /a machine of 552 MiB/);
});

test('required is what is to run', () => {
  const off = wish({ disabledBy: 'request' });
  const cameras = Object.entries({ a: entry(), b: entry(off), c: entry(wish(), true) });
  assert.is(requiredOf(cameras), regionBytes(wish().config));
});

test('of a keeper that was not started, and of one without any limit', () => {
  const { reservedBytes, availableBytes, warning } = memoryStatus(null, 5);
  assert.equal([reservedBytes, availableBytes, warning], [0, null, null]);
});

test('it is told once, and again when more is needed', () => {
  const room = () => ({ bytes: 70 * MiB, limitedBy: 'machine', limitBytes: 100 * MiB });
  const budget = new Budget({ room });
  const told: ConfigProblem[] = [];
  const warn = memoryWarner({ budget: () => budget, warn: (warning) => told.push(warning) });
  warn([['a', entry()]]);
  warn([['a', entry()]]);
  assert.is(told.length, 1);
  assert.match(told[0]!.message, /need 14 MiB, 6 MiB are there/);
  warn([]);
  warn(Object.entries({ a: entry(), b: entry() }));
  assert.is(told.length, 2);
});

test.run();
