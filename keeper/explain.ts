import type { Role } from '../actors/contracts.ts';
import { lookAgainEveryMs } from '../actors/memory/budget.ts';
import type { ErrorData } from '../config/errors.ts';
import { maskCredentials } from '../config/mask.ts';
import { besideCapture, type CameraContext } from '../machines/camera-context.ts';
import { isRecording, isUnusable, recordedNow } from '../machines/camera-questions.ts';
import { stopShares } from '../machines/policy.ts';
import { declinedBecause } from '../machines/region-change.ts';
import { exitWords } from './words.ts';

/** When things were: wall time, milliseconds since 1970. The machines know none. */
export type Times = {
  readonly sinceMs: number;
  /** When the deadlines of a stop were armed last. */
  readonly armedMs: number;
  /** When each process entered its phase. */
  readonly phaseMs: Readonly<Record<Role, number>>;
};

/** What is known besides the machine of the camera itself. */
export type Surroundings = Times & {
  /** While many cameras have failed at once: the camera that is tried now. */
  readonly guard: { readonly probe: string | null } | null;
};

export type NextAction = {
  readonly action: string;
  /** ISO time; null: it waits for somebody. */
  readonly at: string | null;
  /** Which attempt that will be, from 1. */
  readonly attempt: number | null;
};
export type Explanation = { readonly reason: string; readonly next: NextAction | null };

type Explain = (context: CameraContext, around: Surroundings) => Explanation;

const because = (reason: string, next: NextAction | null = null): Explanation => ({ reason, next });

const at = (action: string, ms: number, attempt: number | null = null): NextAction => ({
  action,
  at: new Date(ms).toISOString(),
  attempt,
});

/**
 * Why a camera is in its state, and what happens next and when. `state` is dotted. Free of
 * credentials.
 */
export function explainCamera(
  state: string,
  context: CameraContext,
  around: Surroundings,
): Explanation {
  const explain = explanations[state];
  const all = explain ? explain(context, around) : because(state);
  const { reason, next } = withRefusal(all, context);
  return { reason: maskCredentials(reason), next };
}

/** It runs on with what it has; why not with all that is wished. */
function withRefusal({ reason, next }: Explanation, context: CameraContext): Explanation {
  const declined = declinedBecause(context);
  if (!declined) return { reason, next };
  const refused = `${reason}; change refused: ${declined.message}`;
  return { reason: refused, next: next ?? whenThereIsRoom };
}

const lookedFor = `there is room (looked for every ${lookAgainEveryMs / 1000} s)`;

const whenThereIsRoom = {
  action: `change its size when ${lookedFor}, or what another configuration asks for`,
  at: null,
  attempt: null,
};

/** One that was refused memory waits for it; one that broke, for somebody. */
function whenFaultIsOver(fault: ErrorData | null): NextAction {
  const room = fault?.code === 'MEMORY_REFUSED' ? `when ${lookedFor}, ` : '';
  const action = `start ${room}when its configuration changes, or on \`restart\``;
  return { action, at: null, attempt: null };
}

/** Of a camera whose machine is gone, while the reaper clears up behind it. */
export function explainClearing(fault: ErrorData | null): Explanation {
  return {
    reason: maskCredentials(fault?.message ?? 'something of it was left behind'),
    next: { action: 'start anew when what it left is cleared away', at: null, attempt: null },
  };
}

const explanations: Readonly<Record<string, Explain>> = {
  'disabled.byConfig': () => because('disabled in the configuration'),
  'disabled.byRequest': () => because('disabled by command'),
  'disabled.faulted': ({ fault }) => because(fault?.message ?? 'refused', whenFaultIsOver(fault)),
  'starting.allocating': ({ asked: { config } }) =>
    because(`reserving memory for frames of ${config?.detect.width}x${config?.detect.height}`),
  'starting.connecting': (context, times) => because(connecting(context), nextOf(context, times)),
  'starting.gated': ({ process: { capture } }, { guard }) =>
    guard === null || capture.failures === 0
      ? because('waits for its turn to start')
      : because(`waits: many cameras failed at once; ${probing(guard.probe)}`, {
          action: 'start capture when it is its turn, or when one is up again',
          at: null,
          attempt: capture.failures + 1,
        }),
  'starting.backingOff': (context, times) =>
    because(failed(context, 'capture'), nextOf(context, times)),
  'running.healthy': (context, times) => because(healthy(context, times)),
  'running.degraded': (context, times) => because(degraded(context), nextBeside(context, times)),
  'stopping.capture': (context, { armedMs }) =>
    because(`${whyStopping(context)}; capture is ending`, {
      ...at('kill capture', armedMs + context.stopWithinMs * stopShares['deadline.capture']),
    }),
  'stopping.tracker': (context, { armedMs }) =>
    because(`${whyStopping(context)}; ${ending(context)}`, {
      ...at('kill what is left', armedMs + context.stopWithinMs * stopShares['deadline.tracker']),
    }),
  'stopping.queue': (context) => because(`${whyStopping(context)}; draining its queue`),
  'stopping.memory': (context) => because(`${whyStopping(context)}; freeing its memory`),
  removed: () => because('it has left, and nothing of it remains'),
  broken: ({ fault }) => because(fault?.message ?? 'an actor of it broke'),
};

const probing = (probe: string | null): string =>
  probe === null ? 'they are tried one at a time' : `${probe} is tried first`;

function failed({ process, applied }: CameraContext, role: Role): string {
  const { exit } = process[role];
  return exit ? `${role}: ${exitWords(exit, applied.config?.timeouts)}` : `${role} is not running`;
}

function connecting(context: CameraContext): string {
  const { phase } = context.process.capture;
  if (phase === 'stopping') return 'capture is ending, to start again';
  if (phase !== 'starting') return 'starting';
  return `waiting for the first frame${afterFailure(context, 'capture')}`;
}

/** What came last: the first frame, or a tracker that had to start again. */
function healthy(context: CameraContext, { phaseMs }: Times): string {
  const { capture, tracker } = context.process;
  if (tracker.runs > 1 && phaseMs.tracker > phaseMs.capture) {
    return `the tracker takes frames again${afterFailure(context, 'tracker')}`;
  }
  return `first frame after ${capture.readyAfterMs} ms${afterFailure(context, 'capture')}`;
}

/** Why there was a start that was not the first; nothing where it was asked for. */
function afterFailure(context: CameraContext, role: Role): string {
  const { runs, exit } = context.process[role];
  return runs > 1 && exit && exit.cause !== 'asked' ? `, after ${failed(context, role)}` : '';
}

/** Who is waited for once capture has ended. */
const ending = ({ done }: CameraContext): string =>
  done.includes('tracker') ? 'the recorder finishes its segment' : 'the tracker reads to the end';

/** What is with the tracker, with the recording, or with both. */
function degraded(context: CameraContext): string {
  const tracker = besideWords(context, 'tracker');
  if (isRecording(context)) return tracker;
  const recording = `not recording: ${notRecording(context)}`;
  return context.process.tracker.phase === 'ready' ? recording : `${tracker}; ${recording}`;
}

function besideWords(context: CameraContext, role: Role): string {
  const { phase } = context.process[role];
  if (phase === 'backingOff') return failed(context, role);
  if (phase === 'stopping') return `the ${role} is ending, to start again`;
  if (phase === 'gated') return `the ${role} waits for its turn to start`;
  return `the ${role} is starting${afterFailure(context, role)}`;
}

function notRecording(context: CameraContext): string {
  if (recordedNow(context) === 'recorder') return besideWords(context, 'recorder');
  return context.process.capture.recording?.fault ?? 'capture begins its first segment';
}

function nextOf(context: CameraContext, times: Times): NextAction | null {
  const { phase, failures, delayMs } = context.process.capture;
  const { stopSeconds = 0, firstFrameSeconds = 0 } = context.applied.config?.timeouts ?? {};
  const phaseMs = times.phaseMs.capture;
  if (phase === 'backingOff') return at('start capture', phaseMs + delayMs, failures + 1);
  if (phase === 'starting') return at('give up this attempt', phaseMs + firstFrameSeconds * 1000);
  if (phase === 'stopping') return at('kill capture', phaseMs + (stopSeconds * 1000) / 2);
  return null;
}

/** Of the first of those beside capture that is not up. */
function nextBeside({ process, applied }: CameraContext, times: Times): NextAction | null {
  const role = besideCapture.find((one) => !['off', 'ready'].includes(process[one].phase));
  if (role === undefined) return null;
  const { phase, failures, delayMs } = process[role];
  const { stopSeconds = 0, readySeconds = 0, segmentSeconds = 0 } = applied.config?.timeouts ?? {};
  const withinSeconds = role === 'tracker' ? readySeconds : segmentSeconds;
  const phaseMs = times.phaseMs[role];
  if (phase === 'backingOff') return at(`start ${role}`, phaseMs + delayMs, failures + 1);
  if (phase === 'starting') return at('give up this attempt', phaseMs + withinSeconds * 1000);
  if (phase === 'stopping') return at(`kill ${role}`, phaseMs + (stopSeconds * 1000) / 2);
  return null;
}

function whyStopping(context: CameraContext): string {
  const { desired } = context;
  if (desired.leaving) return 'leaving';
  if (desired.config !== null) {
    return isUnusable(context) ? 'its memory became unusable' : 'needs memory of another size';
  }
  return desired.disabledBy === 'request' ? 'disabled by command' : 'disabled in the configuration';
}
