import { Subject } from 'rxjs';
import { type AnyActorRef, createActor } from 'xstate';
import type {
  ConfigFact,
  ExitCause,
  KeeperCommand,
  Role,
  RunInput,
} from '../../actors/contracts.ts';
import type { Input } from '../../actors/door/door.ts';
import { jumpingTime } from '../../actors/door/jumping-time.ts';
import { liveDoor } from '../../actors/door/live-door.ts';
import type { CameraConfig } from '../../config/camera-config.ts';
import type { Desired, DesiredCamera } from '../../config/desired.ts';
import { assemble } from '../../keeper/assemble.ts';
import { throughDoor } from '../../keeper/through-door.ts';
import { formatTrace, tracer } from '../../keeper/trace.ts';
import type { KeeperInput } from '../../machines/keeper-context.ts';
import { scriptedMemory, scriptedReaper, scriptedRun } from './scripted-edges.ts';

/** How a scripted process behaves; times in milliseconds, null: never. */
export type Behaviour = {
  readonly readyMs: number | null;
  readonly exitMs: number | null;
  readonly exitCause: ExitCause;
  /** From SIGTERM, from SIGKILL, and (a tracker) from the closing of the queue. */
  readonly termMs: number | null;
  readonly finishMs: number | null;
  readonly killMs: number | null;
};
export const wellBehaved: Behaviour = {
  readyMs: 100,
  exitMs: null,
  exitCause: 'crashed',
  termMs: 50,
  finishMs: 20,
  killMs: 1,
};

export type LiveRun = {
  readonly pid: number;
  readonly input: RunInput;
  readonly exit: (cause: ExitCause) => void;
  readonly hang: () => void;
};

/** What the scripted world holds right now, and what went wrong in it. */
export type World = {
  readonly later: (fire: () => void, delayMs: number) => () => void;
  readonly behave: (camera: string, role: Role) => Behaviour;
  readonly refuse: (camera: string) => boolean;
  readonly runs: Map<string, LiveRun>;
  readonly regions: Map<string, number>;
  readonly onQueueClosed: Map<string, () => void>;
  readonly violations: string[];
  /** Processes whose scope was left while they lived: for the reaper. */
  readonly orphans: string[];
  readonly nextNumber: () => number;
  readonly note: (line: string) => void;
};

export type SimulationOptions = {
  readonly behave?: (camera: string, role: Role) => Partial<Behaviour>;
  readonly refuse?: (camera: string) => boolean;
  readonly start?: Partial<KeeperInput>;
};

/** The real machines with scripted edges, under a clock that jumps. */
export function simulate(options: SimulationOptions = {}) {
  const time = jumpingTime();
  const inputs: Input[] = [];
  const trace: string[] = [];
  const story: string[] = [];
  let numbers = 100;
  const note = (line: string) =>
    story.push(`${String(Math.round(time.nowMs())).padStart(6)} ${line}`);
  const door = liveDoor({
    time,
    onInput: (input) => inputs.push(JSON.parse(JSON.stringify(input))),
    defer: (deliver) => time.later(deliver, 0),
  });
  const world: World = {
    later: time.later,
    behave: (camera, role) => ({ ...wellBehaved, ...options.behave?.(camera, role) }),
    refuse: options.refuse ?? (() => false),
    runs: new Map(),
    regions: new Map(),
    onQueueClosed: new Map(),
    violations: [],
    orphans: [],
    nextNumber: () => ++numbers,
    note,
  };
  const config$ = new Subject<ConfigFact>();
  const start: KeeperInput = {
    instance: 'simulated',
    seed: 1,
    generation: 0,
    stopCameraWithinMs: 8000,
    gate: { width: 2, holdMs: 1000 },
    ...options.start,
  };
  const states = new Map<string, string>();
  const traceLine = tracer((line) => {
    trace.push(formatTrace(line));
    if (/^keeper$|^camera:[^/]*$/.test(line.path) && states.get(line.path) !== line.state) {
      states.set(line.path, line.state);
      note(`${line.path} ${line.state}`);
    }
  });
  const root = createActor(
    assemble({
      run: scriptedRun(door, world),
      memory: scriptedMemory(door, world),
      reaper: scriptedReaper(door, world),
      config: () => throughDoor(door, 'config', config$),
    }),
    { id: 'keeper', input: start, clock: door.clock, inspect: traceLine },
  );
  let failure: unknown = null;
  root.subscribe({
    error: (error) => {
      failure = error;
    },
  });
  const control = door.open('control', (event) => root.send(event as never));
  root.start();
  time.jumpTo(1);
  return {
    root,
    trace,
    story,
    world,
    recording: { start, inputs },
    failure: () => failure,
    nowMs: time.nowMs,
    jumpTo: time.jumpTo,
    desire: (cameras: Record<string, DesiredCamera>) => {
      config$.next({ type: 'config.changed', desired: { cameras } satisfies Desired });
    },
    command: (command: KeeperCommand) => control.report(command),
    fact: (fact: ConfigFact) => config$.next(fact),
    camera: (name: string) =>
      (root.getSnapshot().children as Record<string, AnyActorRef | undefined>)[`camera:${name}`],
  };
}

/** A camera as configuration desires it. */
export function wish(
  changes: {
    readonly width?: number;
    readonly url?: string;
    readonly fps?: number;
    readonly detect?: boolean;
    readonly disabledBy?: DesiredCamera['disabledBy'];
  } = {},
): DesiredCamera {
  const {
    width = 1280,
    url = 'rtsp://camera/a',
    fps = 5,
    detect = true,
    disabledBy = null,
  } = changes;
  const config: CameraConfig = {
    enabled: disabledBy === null,
    ffmpeg: {
      path: 'default',
      inputs: [{ path: url, roles: ['detect'], globalArgs: [], hwaccelArgs: [], inputArgs: [] }],
      detectOutputArgs: [],
      recordOutputArgs: [],
      retryIntervalSeconds: 10,
    },
    detect: { enabled: detect, width, height: 720, fps },
    timeouts: { stallSeconds: 20, firstFrameSeconds: 30, readySeconds: 10, stopSeconds: 8 },
  };
  return { config, origin: 'file', disabledBy };
}
