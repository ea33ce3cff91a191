import { Subject } from 'rxjs';
import { createActor } from 'xstate';
import { ConfigSource } from '../../actors/config/source.ts';
import { jumpingTime } from '../../actors/door/jumping-time.ts';
import { liveDoor } from '../../actors/door/live-door.ts';
import type { ConfigInput } from '../../config/desired.ts';
import type { Plan } from '../../config/plan.ts';
import { assemble } from '../../keeper/assemble.ts';
import { Observer } from '../../keeper/observer.ts';
import { emptyWorld } from '../../replay/world/world.ts';
import { defaultStart, scriptedEdges } from '../../tests/support/simulation.ts';

/**
 * So long everything that follows from one command takes, in simulated time; of a file, each camera
 * waits for its turn.
 */
const settleMs = 10_000;

export type SimulatedFleet = {
  /** Everything that follows: until the camera is healthy, or gone, and nothing is left to do. */
  readonly wish: (input: ConfigInput) => void;
  readonly states: () => readonly string[];
};

/**
 * The keeper's real machines, its stream of configurations and its observer, with scripted edges
 * under a clock that jumps: what a fleet costs the keeper besides its processes.
 */
export function simulatedFleet(): SimulatedFleet {
  const time = jumpingTime();
  const door = liveDoor({ time, defer: (deliver) => time.later(deliver, 0) });
  const world = emptyWorld({}, { later: time.later, note: () => {} });
  const plans$ = new Subject<Plan>();
  plans$.subscribe(); // as `camkeeper run` does
  const source = new ConfigSource({ plans$ });
  const observer = new Observer({});
  const stage = { door, world, config$: source.outcomes$ };
  const root = createActor(assemble(scriptedEdges(() => stage)), {
    id: 'keeper',
    input: defaultStart,
    clock: door.clock,
    inspect: observer.inspect,
  });
  root.start();
  const states = () =>
    root.getSnapshot().context.cameras.map(([name]) => observer.camera(name)?.state ?? 'unknown');
  const settle = () => time.jumpTo(time.nowMs() + settleMs);
  settle();
  return {
    wish: (input) => {
      source.submit(input);
      settle();
      if (input.type !== 'file.loaded') return;
      while (states().some((state) => state.startsWith('starting'))) settle();
    },
    states,
  };
}
