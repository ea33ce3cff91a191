import { type CameraContext, deadlines, roles } from '../../machines/camera-context.ts';
import { disabledWhy, isRecording, isWanted } from '../../machines/camera-questions.ts';
import { isAwaited } from '../../machines/region-change.ts';
import type { World } from '../../replay/world/world.ts';
import { same, type Truth, type Truths, type View } from './truths.ts';

type Mine = View<CameraContext>;
type One = Truth<CameraContext>;

const noTimer: One = ['No timer.', ({ timers }) => timers.length === 0];
const answerWithin: One = [
  'Timer: `answerWithin`, for the answer of the memory.',
  ({ timers }) => timers.includes('answerWithin'),
];
const noProcess: One = ['No process is alive.', (view, world) => alive(view, world).length === 0];
const holdsRegion: One = [
  'The camera owns one region, and it is the one that the machine knows.',
  ({ context }, world) => world.regions.get(context.name) === context.region?.id,
];
const allThere: One = [
  'Memory, capture, tracker and recorder actors are there.',
  ({ children }) => same(children, ['memory', ...roles]),
];
const nobody: One = ['No actor below it lives.', ({ living }) => living.length === 0];
const phaseOf = (phase: string): One => [
  `Capture is ${phase === 'backingOff' ? 'backing off' : phase}.`,
  ({ context }) => context.process.capture.phase === phase,
];
const closed: One = [
  'The queue is closed.',
  ({ context }, { closedQueues }) => closedQueues.has(context.name),
];

/** Everything about a camera that is to run and has its region. */
const served: readonly One[] = [
  allThere,
  holdsRegion,
  [
    'No timer, but `memory.answer` while the memory is asked for another region.',
    (view) => same(view.timers, isAwaited(view.context) ? ['memory.answer'] : []),
  ],
  ['It is desired to run.', ({ context }) => isWanted(context)],
  [
    'Every process was told the newest wish, or the memory is asked for another region.',
    ({ context }) =>
      isAwaited(context) || context.applied.generation === context.desired.generation,
  ],
  [
    'The region has the size that is desired, or the memory was asked for another one.',
    ({ context }) =>
      context.region?.width === context.desired.config?.detect.width ||
      context.change?.generation === context.desired.generation,
  ],
  ['The queue is open.', ({ context }, world) => !world.closedQueues.has(context.name)],
];

export const cameraTruths: Truths<CameraContext> = {
  disabled: [
    allThere,
    noProcess,
    [
      'Every process machine is off.',
      ({ context }) => roles.every((role) => context.process[role].phase === 'off'),
    ],
    [
      'No region, neither here nor in the world.',
      ({ context }, world) => context.region === null && !world.regions.has(context.name),
    ],
    noTimer,
    ['It is not to leave.', ({ context }) => !context.desired.leaving],
  ],
  'disabled.byConfig': [
    ['The configuration says so.', ({ context }) => disabledWhy(context) === 'byConfig'],
  ],
  'disabled.byRequest': [
    ['Somebody asked for it.', ({ context }) => disabledWhy(context) === 'byRequest'],
  ],
  'disabled.faulted': [
    ['It is desired to run.', ({ context }) => context.desired.config !== null],
    ['The fault is known.', ({ context }) => context.fault !== null],
    [
      'If its memory was refused, it is in the line for it, or was just promised some.',
      ({ context }, { budget }) =>
        context.fault?.code !== 'MEMORY_REFUSED' || isInLine(context, budget),
    ],
  ],
  'starting.allocating': [
    allThere,
    noProcess,
    ['The machine knows of no region yet.', ({ context }) => context.region === null],
    answerWithin,
  ],
  'starting.connecting': [...served],
  'starting.gated': [...served, phaseOf('gated')],
  'starting.backingOff': [...served, phaseOf('backingOff')],
  running: [...served, phaseOf('ready')],
  'running.healthy': [
    ['The tracker is ready.', ({ context }) => context.process.tracker.phase === 'ready'],
    ['Whatever is to be recorded is being recorded.', ({ context }) => isRecording(context)],
  ],
  'running.degraded': [
    [
      'The tracker is not ready, or what is to be recorded is not.',
      ({ context }) => context.process.tracker.phase !== 'ready' || !isRecording(context),
    ],
  ],
  stopping: [
    allThere,
    ['Timers: the deadlines that have not rung.', onlyDeadlines],
    [
      'While it is to leave, the last deadline is still to ring.',
      ({ context, timers }) => !context.desired.leaving || timers.includes('deadline.giveUp'),
    ],
  ],
  'stopping.capture': [
    holdsRegion,
    ['The queue is open.', ({ context }, world) => !world.closedQueues.has(context.name)],
  ],
  'stopping.tracker': [
    holdsRegion,
    ['No capture process is alive.', (view, world) => !alive(view, world).includes('capture')],
    closed,
    [
      'The tracker or the recorder has not answered yet.',
      ({ context: { done } }) => !done.includes('tracker') || !done.includes('recorder'),
    ],
  ],
  'stopping.queue': [holdsRegion, noProcess, closed, answerWithin],
  'stopping.memory': [noProcess, answerWithin],
  removed: [
    nobody,
    noTimer,
    ['It was to leave.', ({ context }) => context.desired.leaving],
    ['No process and no region, or they are named as abandoned.', leftNothing],
  ],
  broken: [nobody, noTimer, ['The fault is known.', ({ context }) => context.fault !== null]],
};

function alive({ context }: Mine, world: World): string[] {
  return roles.filter((role) => world.runs.has(`${context.name}/${role}`));
}

function isInLine({ name }: CameraContext, budget: World['budget']): boolean {
  return budget.ledger().held.has(name); // those that wait as well
}

function onlyDeadlines({ timers }: Mine): boolean {
  return timers.every((timer) => timer in deadlines || timer === 'answerWithin');
}

function leftNothing(view: Mine, world: World): boolean {
  if (view.context.result.abandoned.length > 0) return true;
  return alive(view, world).length === 0 && !world.regions.has(view.context.name);
}
