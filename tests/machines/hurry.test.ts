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

/** When capture, which ignores SIGTERM, is killed after that wish or command at 500 ms. */
function killedAfter(act: (simulation: ReturnType<typeof simulate>) => void): number {
  const simulation = simulate({
    behave: (_, role) => (role === 'capture' ? { termMs: null } : {}),
  });
  const { config, ...rest } = wish();
  const timeouts = { ...config.timeouts, stopSeconds: 2 };
  simulation.desire({ a: { ...rest, config: { ...config, timeouts } } });
  simulation.jumpTo(500);
  act(simulation);
  simulation.jumpTo(30_000);
  assert.equal(simulation.world.violations, []);
  const kill = simulation.story.find((line) => line.endsWith('SIGKILL a/capture'))!;
  return Number.parseInt(kill, 10) - 500;
}

hurries('a camera that is disabled or removed has the time that its own configuration says', () => {
  const disabled = wish({ disabledBy: 'request' });
  assert.is(
    killedAfter((simulation) => simulation.desire({ a: disabled })),
    500,
  );
  assert.is(
    killedAfter((simulation) => simulation.desire({})),
    500,
  );
});

hurries('in a stop of the whole keeper its deadline stands in the place of that', () => {
  const stop = (withinMs: number) =>
    killedAfter((all) => all.command({ type: 'keeper.stop', withinMs }));
  assert.is(stop(1_000), 250);
  // as a single process: half of its own time
  assert.is(stop(60_000), 1_000);
});

hurries.run();
