import { defer, ReplaySubject } from 'rxjs';
import { type AnyActorRef, createActor, type InspectionEvent } from 'xstate';
import type { ConfigFact, KeeperCommand } from '../../actors/contracts.ts';
import type { Doorway, Input } from '../../actors/door/door.ts';
import { type JumpingTime, jumpingTime } from '../../actors/door/jumping-time.ts';
import { liveDoor } from '../../actors/door/live-door.ts';
import type { Journal } from '../../actors/journal/journal.ts';
import type { Desired, DesiredCamera } from '../../config/desired.ts';
import { assemble, type Edges } from '../../keeper/assemble.ts';
import { takeCheckpoint } from '../../keeper/checkpoint.ts';
import { tellTransition } from '../../keeper/journaling.ts';
import { throughDoor } from '../../keeper/through-door.ts';
import { formatTrace, tracer } from '../../keeper/trace.ts';
import type { CameraContext } from '../../machines/camera-context.ts';
import type { FleetSnapshot } from '../../machines/fleet.ts';
import type { KeeperInput } from '../../machines/keeper-context.ts';
import { leafOf, truthKeeper } from '../machines/truths.ts';
import { lateTimers } from './late-timers.ts';
import { scriptedMemory, scriptedReaper, scriptedRun } from './scripted-edges.ts';
import { type FindStage, setStage, stageOf } from './stage.ts';
import { emptyWorld, type World, type WorldOptions } from './world.ts';

export { wish } from './wish.ts';
export { type Behaviour, type LiveRun, type World, wellBehaved } from './world.ts';

export type SimulationOptions = WorldOptions & {
  readonly start?: Partial<KeeperInput>;
  /** The simulation begins then; the keeper has booted after 1 ms. */
  readonly beginMs?: number;
  /** How late each timer of the machines rings. */
  readonly lateMs?: () => number;
  /** Whether the inputs are kept for a replay, and every transition for its trace. */
  readonly records?: boolean;
  /** Is told all that there is to write down. */
  readonly journal?: Journal;
  /** Other machines than the real ones. */
  readonly build?: typeof assemble;
};

export type Simulation = ReturnType<typeof simulate>;

/** The real machines with scripted edges, under a clock that jumps. */
export function simulate(options: SimulationOptions = {}) {
  const { journal } = options;
  const jumping = jumpingTime();
  const { door, timersPending, inputs } = recordingDoor(jumping, options);
  const story = storyOf(jumping.nowMs, options.records ?? true);
  const world = emptyWorld(options, { later: jumping.later, note: story.note });
  const config = configStream();
  const start = { ...defaultStart, ...options.start };
  const watch = truthKeeper(world);
  const logic = machinesOf(options.build ?? assemble);
  const root = createActor(logic, { id: 'keeper', input: start, clock: door.clock });
  setStage(root.system, { door, world, config$: config.listen$ });
  inspectSnapshots(root, (inspection) => {
    story.inspect(inspection);
    if (journal) tellTransition(journal, inspection);
    watch(inspection);
  });
  const failure = failureOf(root);
  const control = door.open('control', (event) => root.send(event as never));
  journal?.start(start, () => takeCheckpoint(root, door.state()));
  root.start();
  jumping.jumpTo(options.beginMs ?? 1);
  return {
    root,
    world,
    failure,
    trace: story.trace,
    story: story.lines,
    recording: { start, inputs },
    nowMs: jumping.nowMs,
    jumpTo: jumping.jumpTo,
    /** Timers of the machines that are still to ring. */
    timersPending,
    ...inputsOf(root, config, control),
  };
}

/** What a test does to the keeper from outside, and where it looks. */
function inputsOf(root: AnyActorRef, config: ConfigStream, control: Doorway) {
  return {
    desire: (cameras: Record<string, DesiredCamera>) => {
      const desired: Desired = { cameras: Object.entries(cameras) };
      config.next({ type: 'config.changed', desired });
    },
    fact: config.next,
    failConfig: config.fail,
    command: (command: KeeperCommand) => control.report(command),
    camera: (name: string) => cameraIn(root, name),
    contextOf: (name: string): CameraContext => cameraIn(root, name)!.getSnapshot().context,
  };
}

/** A door whose deliveries and timers are alarms of the jumping time. */
function recordingDoor(jumping: JumpingTime, options: SimulationOptions) {
  const { lateMs, records = true, journal } = options;
  const time = lateTimers(jumping, lateMs);
  const inputs: Input[] = [];
  const door = liveDoor({
    time,
    onInput: (input) => {
      journal?.input(input);
      if (records) inputs.push(JSON.parse(JSON.stringify(input)));
    },
    defer: (deliver) => jumping.later(deliver, 0),
  });
  return { door, timersPending: time.pending, inputs };
}

export const scriptedEdges = (find: FindStage): Edges => ({
  run: scriptedRun(find),
  memory: scriptedMemory(find),
  reaper: scriptedReaper(find),
  config: ({ system }) => {
    const { door, config$ } = find(system);
    return throughDoor(door, 'config', config$);
  },
});

const built = new Map<typeof assemble, ReturnType<typeof assemble>>();

/** One set of machines for all simulations: XState keeps in it what it found out of the charts. */
function machinesOf(build: typeof assemble): ReturnType<typeof assemble> {
  const machines = built.get(build) ?? build(scriptedEdges(stageOf));
  built.set(build, machines);
  return machines;
}

/** The error that a machine ended with, once there is one. */
function failureOf(root: AnyActorRef): () => unknown {
  let failure: unknown = null;
  root.subscribe({
    error: (error) => {
      failure = error;
    },
  });
  return () => failure;
}

export const defaultStart: KeeperInput = {
  instance: 'simulated',
  seed: 1,
  generation: 0,
  stopCameraWithinMs: 8000,
  gate: { width: 2, holdMs: 1000 },
};

const cameraIn = (root: AnyActorRef, name: string) => machinesIn(root).get(name);

/** The machines of the cameras, also those that have ended and that the keeper has not let go. */
export const machinesIn = (root: AnyActorRef): FleetSnapshot['machines'] =>
  root.getSnapshot().children.fleet.getSnapshot().machines;

type ConfigStream = ReturnType<typeof configStream>;

/** Whoever listens anew hears the newest configuration first, as of the real stream. */
export function configStream() {
  let newest: ConfigFact | null = null;
  let facts$ = new ReplaySubject<ConfigFact>(1);
  return {
    listen$: defer(() => {
      facts$ = new ReplaySubject(1);
      if (newest) facts$.next(newest);
      return facts$;
    }),
    next: (fact: ConfigFact) => {
      newest = fact;
      facts$.next(fact);
    },
    fail: (error: Error) => facts$.error(error),
  };
}

type Inspecting = { readonly _sendInspectionEvent: (event: InspectionEvent) => void };

/**
 * XState copies and tells every event, action and microstep as well, which costs a third of a
 * simulation: what nobody looks at is left out before that.
 */
function inspectSnapshots(root: AnyActorRef, inspect: (event: InspectionEvent) => void): void {
  const tell: Inspecting['_sendInspectionEvent'] = (event) => {
    if (event.type === '@xstate.snapshot') inspect(event);
  };
  Object.assign(root.system as unknown as Inspecting, { _sendInspectionEvent: tell });
}

type Inspected = {
  readonly actorRef: AnyActorRef;
  readonly snapshot: { readonly value?: unknown };
};

/** The trace of all transitions, and beside it what a person wants to read, with times. */
function storyOf(nowMs: () => number, keepsTrace: boolean) {
  const trace: string[] = [];
  const lines: string[] = [];
  const states = new WeakMap<object, unknown>();
  const note: World['note'] = (line) => {
    lines.push(`${String(Math.round(nowMs())).padStart(6)} ${line}`);
  };
  const keepLine = tracer((line) => trace.push(formatTrace(line)));
  const inspect = (inspection: InspectionEvent): void => {
    if (keepsTrace) keepLine(inspection);
    const { actorRef, snapshot } = inspection as unknown as Inspected;
    if (!/^keeper$|^camera:/.test(actorRef.id)) return;
    const { value } = snapshot;
    if (value === undefined || states.get(actorRef) === value) return;
    const leaf = leafOf(value);
    if (states.has(actorRef) && leafOf(states.get(actorRef)) === leaf) return;
    states.set(actorRef, value);
    note(`${actorRef.id} ${leaf}`);
  };
  return { trace, lines, note, inspect };
}
