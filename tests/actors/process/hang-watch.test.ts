import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { HangWatch } from '../../../actors/process/hang-watch.ts';

const watches = suite('hang watch');

const fail = (error: unknown) => assert.unreachable(String(error));
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

watches('tells once, and again after it came back', () => {
  const watch = new HangWatch({ onTrouble: fail });
  let isHung = false;
  let told = 0;
  const stop = watch.add(
    () => isHung,
    () => told++,
  );
  watch.look();
  assert.is(told, 0);
  isHung = true;
  watch.look();
  watch.look();
  assert.is(told, 1);
  isHung = false;
  watch.look();
  isHung = true;
  watch.look();
  assert.is(told, 2);
  stop();
});

watches('a look that throws is told, and the others are looked at', () => {
  const troubles: unknown[] = [];
  const watch = new HangWatch({
    onTrouble: (error) => troubles.push(String(error)),
    onLook: () => {
      throw new Error('demand');
    },
  });
  let told = 0;
  const ends = [
    watch.add(
      () => {
        throw new Error('region is closed');
      },
      () => {},
    ),
    watch.add(
      () => true,
      () => told++,
    ),
  ];
  watch.look();
  assert.equal(troubles, ['Error: demand', 'Error: region is closed']);
  assert.is(told, 1);
  for (const end of ends) end();
});

watches('its timer runs only while something is watched', () => {
  const before = timers();
  const watch = new HangWatch({ onTrouble: fail });
  const one = watch.add(
    () => false,
    () => {},
  );
  const other = watch.add(
    () => false,
    () => {},
  );
  assert.is(timers(), before + 1);
  one();
  one();
  assert.is(timers(), before + 1);
  other();
  assert.is(timers(), before);
  watch.add(
    () => false,
    () => {},
  );
  watch.close();
  assert.is(timers(), before, 'closed while something is watched');
});

watches.run();
