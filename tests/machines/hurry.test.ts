import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { simulate, wish } from '../support/simulation.ts';

const hurries = suite('hurry');

/** A camera is stopped at 500 ms with 8 s, its capture needs 3 s of them, and all stop at 600. */
function stopTwice(withinMs: number) {
  const simulation = simulate({
    behave: (_, role) => (role === 'capture' ? { termMs: 3_000 } : {}),
  });
  simulation.desire({ a: wish() });
  simulation.jumpTo(500);
  simulation.desire({ a: wish({ disabledBy: 'request' }) });
  simulation.jumpTo(600);
  simulation.command({ type: 'keeper.stop', withinMs });
  simulation.jumpTo(30_000);
  assert.equal(simulation.world.violations, []);
  const kill = simulation.story.find((line) => line.endsWith('SIGKILL a/capture'));
  return kill === undefined ? null : Number.parseInt(kill, 10);
}

hurries('a shorter deadline kills earlier', () => {
  assert.is(stopTwice(4_000), 1_600);
});

hurries('a longer deadline takes the place of the one before, which rings no more', () => {
  assert.is(stopTwice(60_000), null);
});

hurries.run();
