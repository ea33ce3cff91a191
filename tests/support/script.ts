import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import type { AnyActorRef } from 'xstate';
import type { ExitCause, Role } from '../../actors/contracts.ts';
import type { DesiredCamera } from '../../config/desired.ts';
import type { KeeperOutput } from '../../machines/keeper-context.ts';
import { poison } from '../../replay/world/poison.ts';
import { type Simulation, type SimulationOptions, simulate } from './simulation.ts';

/** What happens from outside, at what time. */
export type Step = readonly [atMs: number, input: ScriptInput];
export type ScriptInput = (simulation: Simulation) => void;

export type Script = SimulationOptions & {
  readonly script: readonly Step[];
  readonly untilMs: number;
  /** The trace begins here; before it everything is as in `start, stop`. */
  readonly fromMs?: number;
};

/**
 * Plays a script and returns what happened, line by line. Throws when the world was treated
 * wrongly.
 */
export function play({ script, untilMs, fromMs = 0, ...options }: Script): string {
  const simulation = simulate(options);
  for (const [atMs, input] of script) {
    simulation.jumpTo(atMs);
    input(simulation);
  }
  simulation.jumpTo(untilMs);
  const { violations } = simulation.world;
  if (violations.length > 0) throw new Error(violations.join('\n'));
  if (simulation.failure()) throw simulation.failure();
  const lines = simulation.story.filter((line) => Number.parseInt(line, 10) >= fromMs);
  const { status, output } = simulation.root.getSnapshot();
  return [...lines, ...(status === 'done' ? resultLines(output as KeeperOutput) : [])].join('\n');
}

function resultLines({ cameras, abandoned, fault }: KeeperOutput): string[] {
  const named = (names: readonly string[]) => (names.length === 0 ? 'nobody' : names.join(' and '));
  const ofCameras = Object.entries(cameras).map(
    ([name, { finished, discarded, forced, abandoned: left }]) =>
      `result ${name}: ${finished} finished, ${discarded} discarded, ` +
      `forced ${named(forced)}, abandoned ${named(left)}`,
  );
  const all = `result: abandoned ${named(abandoned)}`;
  return [...ofCameras, fault ? `${all}, fault ${fault.code} ${fault.message}` : all];
}

/** Adds scripts to a suite, each with the trace that it must leave. */
export const scriptsOf =
  (cases: Test) =>
  (what: string, { trace, ...played }: Script & { readonly trace: string }): void => {
    cases(what, () => assert.snapshot(play(played), written(trace)));
  };

/** A trace as it is written in a test: indented, with an empty first and last line. */
const written = (trace: string): string =>
  trace
    .split('\n')
    .map((line) => line.replace(/^ {4}/, ''))
    .slice(1, -1)
    .join('\n');

export const desire =
  (cameras: Readonly<Record<string, DesiredCamera>>): ScriptInput =>
  (simulation) =>
    simulation.desire(cameras);
export const stop =
  (withinMs: number): ScriptInput =>
  ({ command }) =>
    command({ type: 'keeper.stop', withinMs });
export const restart =
  (camera: string, role: Role | null = null): ScriptInput =>
  ({ command }) =>
    command({ type: 'keeper.restart', camera, role });
export const exit =
  (run: string, cause: ExitCause = 'crashed'): ScriptInput =>
  ({ world }) =>
    world.runs.get(run)!.exit(cause);
export const hang =
  (run: string): ScriptInput =>
  ({ world }) =>
    world.runs.get(run)!.hang();
/** The memory actor of a camera says that there is room again. */
export const room =
  (camera: string): ScriptInput =>
  (simulation) =>
    simulation.camera(camera)!.send({ type: 'memory.room' });
/** The chart of the camera throws. */
export const breakCamera =
  (camera: string): ScriptInput =>
  (simulation) =>
    simulation.camera(camera)!.send(poison('process.changed', 'role'));
export const failConfig: ScriptInput = (simulation) =>
  simulation.failConfig(new Error('the file system is gone'));
/** The chart of a process throws. */
export const breakProcess =
  (camera: string, role: Role): ScriptInput =>
  (simulation) =>
    childOf(simulation.camera(camera)!, role).send(poison('process.exited', 'exit'));
export const breakGate: ScriptInput = ({ root }) =>
  childOf(root, 'gate').send(poison('gate.request', 'path'));
export const breakReaper: ScriptInput = ({ root }) =>
  childOf(root, 'reaper').send(poison('reaper.clear', 'camera'));

const childOf = (actor: AnyActorRef, id: string): AnyActorRef => actor.getSnapshot().children[id];
