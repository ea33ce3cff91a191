import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createActor } from 'xstate';
import type { Input } from '../../actors/door/door.ts';
import { liveDoor } from '../../actors/door/live-door.ts';
import { assemble } from '../../keeper/assemble.ts';
import { type Recording, replay } from '../../keeper/replay.ts';
import { formatTrace, tracer } from '../../keeper/trace.ts';
import { storm } from '../support/chaos.ts';
import { within } from '../support/eventually.ts';
import { configStream, defaultStart, scriptedEdges } from '../support/simulation.ts';
import { wish } from '../support/wish.ts';
import { emptyWorld } from '../support/world.ts';

const replays = suite('replay');

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

/** Three cameras, crashes, refusals; the timers of the machines 0 to 5 ms late, each by its own. */
function record(seed: number) {
  const lateMs = (random: { readonly next: () => number }) => () => random.next() * 5;
  const { simulation, at } = storm(seed, { lateMs, throwing: false });
  simulation.jumpTo(at + 5000);
  simulation.command({ type: 'keeper.stop', withinMs: 8000 });
  simulation.jumpTo(at + 20_000);
  assert.equal(simulation.world.violations, [], `seed ${seed}`);
  return { recording: simulation.recording, trace: simulation.trace };
}

replays(`${seeds.length} recorded runs with late timers replay to the same trace`, () => {
  for (const seed of seeds) {
    const { recording, trace } = record(seed);
    const inputs = JSON.parse(JSON.stringify(recording)) as Recording;
    assertSame(replay(inputs), trace, `seed ${seed}`);
  }
});

replays('a recording that ends anywhere replays to its last line', () => {
  const { recording, trace } = record(1);
  const { start, inputs } = recording;
  for (const share of [0, 0.1, 0.25, 0.5, 0.75, 0.99]) {
    const part = replay({ start, inputs: inputs.slice(0, Math.floor(inputs.length * share)) });
    assertSame(part, trace.slice(0, part.length), `${share} of it`);
    assert.ok(part.length <= trace.length);
  }
});

replays('an input that the run does not lead to is told, not skipped', () => {
  const { recording } = record(1);
  const stray: Input = { at: 1, to: 'camera:nobody/memory#1', event: { type: 'memory.freed' } };
  const { start, inputs } = recording;
  assert.throws(
    () => replay({ start, inputs: [...inputs, stray] }),
    /nobody lives at camera:nobody/,
  );
  assert.throws(() => replay({ start, inputs: [{ at: 1, timer: 99 }] }), /timer 99 is not running/);
});

replays('other machines than the recorded ones leave another trace', () => {
  const { recording, trace } = record(3);
  const changed: typeof assemble = (edges) =>
    assemble(edges).provide({ guards: { placeIsAlive: () => false } });
  assert.not.equal(
    traceOrError(() => replay(recording, changed)),
    trace,
  );
});

replays('an error of the stream of configurations is an input like any other', () => {
  const { simulation } = storm(1, { throwing: false });
  simulation.failConfig(new Error('the file system is gone'));
  simulation.jumpTo(simulation.nowMs() + 5000);
  assertSame(replay(simulation.recording), simulation.trace, 'with an error');
});

replays('a run under real time replays as well', async () => {
  const { recording, trace } = await recordInRealTime();
  assert.ok(recording.inputs.some((input) => 'timer' in input));
  assertSame(replay(recording), trace, 'real time');
});

/** A camera that crashes, and a stop, with the timers and microtasks of this process. */
async function recordInRealTime() {
  const inputs: Input[] = [];
  const trace: string[] = [];
  const door = liveDoor({ onInput: (input) => inputs.push(JSON.parse(JSON.stringify(input))) });
  const later = (fire: () => void, delayMs: number) => {
    const timer = setTimeout(fire, delayMs);
    return () => clearTimeout(timer);
  };
  const behave = () => ({ readyMs: 1, termMs: 1, finishMs: 1, exitMs: 20 });
  const world = emptyWorld({ behave }, { later, note: () => {} });
  const config = configStream();
  const inspect = tracer((line) => trace.push(formatTrace(line)));
  const options = { id: 'keeper', input: defaultStart, clock: door.clock, inspect };
  const stage = { door, world, config$: config.listen$ };
  const root = createActor(assemble(scriptedEdges(() => stage)), options);
  const control = door.open('control', (event) => root.send(event as never));
  root.start();
  config.next({
    type: 'config.changed',
    desired: { cameras: Object.entries({ a: wish(), b: wish() }) },
  });
  later(() => control.report({ type: 'keeper.stop', withinMs: 2000 } as never), 600);
  const stopped = new Promise<void>((resolve, reject) => {
    root.subscribe({ complete: resolve, error: reject });
  });
  await within('the keeper stops', stopped, 10_000);
  door.close();
  return { recording: { start: defaultStart, inputs }, trace };
}

function traceOrError(run: () => string[]): string[] {
  try {
    return run();
  } catch (error) {
    return [String(error)];
  }
}

function assertSame(found: readonly string[], expected: readonly string[], what: string): void {
  const differs = expected.findIndex((line, index) => line !== found[index]);
  const at = (lines: readonly string[]) => lines.slice(differs, differs + 3).join('\n');
  if (differs >= 0) assert.is(at(found), at(expected), `${what}: line ${differs}`);
  assert.is(found.length, expected.length, what);
}

replays.run();
