import { assign, fromCallback, sendParent, sendTo, setup } from 'xstate';
import type {
  ExitCause,
  ExitData,
  ProcessPolicy,
  Recording,
  Role,
  RunCommand,
  RunFact,
  RunInput,
  Want,
} from '../actors/contracts.ts';
import { processPolicy } from './policy.ts';
import { nextRandom, type RandomState, unitOf } from './random.ts';

export type ProcessPhase = 'off' | 'gated' | 'starting' | 'ready' | 'stopping' | 'backingOff';

export type ProcessInput = {
  readonly path: string;
  readonly camera: string;
  readonly role: Role;
  /** Whether its starts are paced by the gate. */
  readonly gated: boolean;
  readonly random: RandomState;
};

export type ProcessContext = ProcessInput & {
  readonly policy: ProcessPolicy;
  readonly want: Want | null;
  /** The run that is alive now is the last one: it ends by itself. */
  readonly last: boolean;
  readonly running: Want | null;
  readonly acknowledged: number | null;
  readonly pid: number | null;
  readonly readyAfterMs: number | null;
  /** Of a run that also records. */
  readonly recording: Recording | null;
  readonly runs: number;
  readonly failures: number;
  readonly delayMs: number;
  readonly forced: boolean;
  readonly blamed: ExitCause | null;
  readonly lastExit: LastExit | null;
};

/** The end of a run: whether it had to be killed, and with which region it ran. */
export type LastExit = ExitData & { readonly forced: boolean; readonly regionId: number };

/** What the camera hears at every entry of a phase. */
export type ProcessChanged = {
  readonly type: 'process.changed';
  readonly role: Role;
  readonly phase: ProcessPhase;
  readonly revision: string | null;
  /** The settings that this run was started with. */
  readonly startedWith: number | null;
  /** The newest settings that this run has said it follows. */
  readonly acknowledged: number | null;
  readonly exit: LastExit | null;
  readonly pid: number | null;
  readonly readyAfterMs: number | null;
  readonly recording: Recording | null;
  readonly runs: number;
  readonly failures: number;
  readonly delayMs: number;
};
export type ProcessStopped = {
  readonly type: 'process.stopped';
  readonly role: Role;
  /** How the run ended that was stopped; null when there was none. */
  readonly exit: LastExit | null;
};
export type ProcessBroken = { readonly type: 'process.broken'; readonly role: Role };

export type ProcessCommand =
  | { readonly type: 'process.want'; readonly want: Want }
  | { readonly type: 'process.stop' }
  | { readonly type: 'process.finish' }
  | { readonly type: 'process.restart' }
  | { readonly type: 'process.kill' }
  | { readonly type: 'gate.granted' };

/**
 * Doubles with every failure in a row up to the cap; the random share keeps cameras from
 * reconnecting in step.
 */
export const backOffMs = (policy: ProcessPolicy, failures: number, random: RandomState): number =>
  Math.round(
    Math.min(policy.backOffMaxMs, policy.firstBackOffMs * 2 ** (failures - 1)) *
      (0.5 + unitOf(random) / 2),
  );

export const freshProcess = (input: ProcessInput): ProcessContext => ({
  ...input,
  policy: processPolicy[input.role],
  want: null,
  last: false,
  running: null,
  acknowledged: null,
  pid: null,
  readyAfterMs: null,
  recording: null,
  runs: 0,
  failures: 0,
  delayMs: 0,
  forced: false,
  blamed: null,
  lastExit: null,
});

/** The first cause wins, and an end in peace that nobody asked for is a failure of its own kind. */
const causeOf = ({ blamed, last }: ProcessContext, { cause }: ExitData): ExitCause =>
  blamed ?? (cause === 'asked' && !last ? 'ended' : cause);

export const processSetup = setup({
  types: {
    context: {} as ProcessContext,
    input: {} as ProcessInput,
    events: {} as ProcessCommand | RunFact,
  },
  actors: { run: fromCallback<RunCommand, RunInput>(() => {}) },
  guards: {
    wanted: ({ context }) => context.want !== null,
    unwanted: ({ context }) => context.want === null,
    gated: ({ context }) => context.gated,
    // a process that found its region unusable would find the next one so without a pause
    owesBackOff: ({ context: { want, failures, lastExit } }) =>
      want !== null && failures > 0 && lastExit?.cause === 'ring-unusable',
    stale: ({ context }) => !context.last && context.want?.revision !== context.running?.revision,
    sameRevision: ({ context, event }) =>
      event.type === 'process.want' && event.want.revision === context.running?.revision,
    revised: ({ context, event }) =>
      event.type === 'process.want' && event.want.revision !== context.want?.revision,
  },
  delays: {
    readyWithin: ({ context }) => context.policy.readyWithinMs,
    stopWithin: ({ context }) => context.policy.stopWithinMs,
    healthyAfter: ({ context }) => context.policy.healthyAfterMs,
    backOff: ({ context }) => context.delayMs,
  },
  actions: {
    setWant: assign(({ event }) =>
      event.type === 'process.want'
        ? { want: event.want, policy: event.want.policy, last: false }
        : {},
    ),
    dropWant: assign({ want: null, last: false }),
    endAfterThis: assign({ want: null, last: true }),
    renew: assign({ runs: 0, failures: 0, lastExit: null, last: false }),
    forgive: assign({ failures: 0 }),
    take: assign(({ context }) => ({
      running: context.want,
      runs: context.runs + 1,
      acknowledged: null,
      pid: null,
      readyAfterMs: null,
      recording: null,
      forced: false,
      blamed: null,
    })),
    notePid: assign(({ event }) => (event.type === 'process.spawned' ? { pid: event.pid } : {})),
    noteReady: assign(({ event }) =>
      event.type === 'process.ready' ? { readyAfterMs: event.afterMs } : {},
    ),
    noteRecording: assign(({ event }) =>
      event.type === 'process.recording'
        ? { recording: { isUp: event.isUp, fault: event.fault } }
        : {},
    ),
    noteAcknowledged: assign(({ event }) =>
      event.type === 'process.acknowledged' ? { acknowledged: event.generation } : {},
    ),
    blame: assign({
      blamed: ({ context }, cause: ExitCause) => context.blamed ?? cause,
    }),
    keepExit: assign(({ context, event }) =>
      event.type === 'process.exited'
        ? {
            lastExit: {
              ...event.exit,
              cause: causeOf(context, event.exit),
              forced: context.forced,
              regionId: context.running!.region.id,
            },
            running: null,
            pid: null,
            acknowledged: null,
            recording: null,
          }
        : {},
    ),
    fail: assign(({ context }) => {
      const failures = context.failures + 1;
      const random = nextRandom(context.random);
      return { failures, random, delayMs: backOffMs(context.policy, failures, random) };
    }),
    noteForced: assign({ forced: true }),
    configureRun: sendTo('run', ({ context }) => ({
      type: 'process.configure' as const,
      want: context.want!,
    })),
    terminate: sendTo('run', { type: 'process.signal', signal: 'SIGTERM' }),
    kill: sendTo('run', { type: 'process.signal', signal: 'SIGKILL' }),
    askGate: sendTo(
      ({ system }) => system.get('gate'),
      ({ context }) => ({
        type: 'gate.request',
        path: context.path,
        first: context.failures === 0,
      }),
    ),
    leaveGate: sendTo(
      ({ system }) => system.get('gate'),
      ({ context }) => ({ type: 'gate.release', path: context.path }),
    ),
    readyAtGate: sendTo(
      ({ system }) => system.get('gate'),
      ({ context }) => ({ type: 'gate.ready', path: context.path }),
    ),
    failAtGate: sendTo(
      ({ system }) => system.get('gate'),
      ({ context }) => ({ type: 'gate.failed', path: context.path }),
    ),
    tell: sendParent(
      ({ context }, phase: ProcessPhase): ProcessChanged => ({
        type: 'process.changed',
        role: context.role,
        phase,
        revision: context.running?.revision ?? null,
        startedWith: context.running?.generation ?? null,
        acknowledged: context.acknowledged,
        exit: context.lastExit,
        pid: context.pid,
        readyAfterMs: context.readyAfterMs,
        recording: context.recording,
        runs: context.runs,
        failures: context.failures,
        delayMs: context.delayMs,
      }),
    ),
    answer: sendParent(
      ({ context }): ProcessStopped => ({
        type: 'process.stopped',
        role: context.role,
        exit: context.lastExit,
      }),
    ),
    answerIdle: sendParent(
      ({ context }): ProcessStopped => ({
        type: 'process.stopped',
        role: context.role,
        exit: null,
      }),
    ),
    reportBroken: sendParent(
      ({ context }): ProcessBroken => ({
        type: 'process.broken',
        role: context.role,
      }),
    ),
  },
});
