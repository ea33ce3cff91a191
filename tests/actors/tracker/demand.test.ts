import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Demand } from '../../../actors/tracker/demand.ts';

const demands = suite('demand');

demands('nobody wants anything until somebody was seen to; changes are told, and only they', () => {
  let isWanted = true;
  let told = 0;
  const demand = new Demand(() => isWanted);
  const unwatch = demand.watch(() => told++);
  assert.is(demand.wanted, false);
  demand.look();
  demand.look();
  assert.is(demand.wanted, true);
  assert.is(told, 1);
  isWanted = false;
  demand.look();
  assert.is(told, 2);
  unwatch();
  isWanted = true;
  demand.look();
  assert.is(told, 2);
  assert.is(demand.wanted, true);
});

demands.run();
