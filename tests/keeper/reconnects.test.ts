import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Reconnects } from '../../keeper/reconnects.ts';

const reconnects = suite('reconnects');

reconnects('are the runs after the first, each for an hour', () => {
  const one = new Reconnects();
  one.see(1, 0);
  one.see(1, 10);
  assert.is(one.lastHour(10), 0);
  one.see(2, 30);
  one.see(2, 31);
  one.see(3, 40);
  assert.is(one.lastHour(50), 2);
  assert.is(one.lastHour(3_600_029), 2);
  assert.is(one.lastHour(3_600_030), 1);
  assert.is(one.lastHour(3_600_040), 0);
});

reconnects('a camera that was off and comes up again begins anew', () => {
  const one = new Reconnects();
  one.see(2, 10);
  one.see(0, 20);
  one.see(1, 30);
  assert.is(one.lastHour(40), 1);
});

reconnects.run();
