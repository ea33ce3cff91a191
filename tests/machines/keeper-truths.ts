import { cameraId, type KeeperContext } from '../../machines/keeper-context.ts';
import { same, type Truth, type Truths } from './truths.ts';

type One = Truth<KeeperContext>;

const noTimer: One = ['No timer.', ({ timers }) => timers.length === 0];
const noCamera: One = ['No camera.', ({ context }) => context.cameras.length === 0];
const allLeaving: One = [
  'Every camera is to leave.',
  ({ context }) => context.cameras.every(([, { leaving }]) => leaving),
];
const onlyDeadlines =
  (besides: string): One['1'] =>
  ({ timers }) =>
    timers.every((timer) => timer.startsWith('deadline.keeper') || timer === besides);

export const keeperTruths: Truths<KeeperContext> = {
  booting: [noCamera, ['Timer: `sweepWithin`.', ({ timers }) => same(timers, ['sweepWithin'])]],
  running: [
    [
      'Each camera has its machine, or is being cleared away and has none.',
      ({ context, children, living }) => {
        const alive = context.cameras.filter(([, { machine }]) => machine === 'alive');
        const machines = alive.map(([name]) => cameraId(name));
        const running = living.filter((id) => id.startsWith('camera:'));
        // that one has ended is told a moment later
        return isWithin(machines, children) && isWithin(running, machines);
      },
    ],
  ],
  'running.listening': [
    noTimer,
    ['The stream of configurations is listened to.', ({ children }) => children.includes('config')],
  ],
  'running.deaf': [
    ['Timer: `configRetry`.', ({ timers }) => same(timers, ['configRetry'])],
    ['Nobody listens.', ({ children }) => !children.includes('config')],
    ['Why is known.', ({ context }) => context.deafBecause !== null],
  ],
  draining: [allLeaving, ['Nobody listens.', ({ children }) => !children.includes('config')]],
  'draining.leaving': [
    ['Timers: the deadline of each stop that was asked for.', onlyDeadlines('')],
    ['At least one camera.', ({ context }) => context.cameras.length > 0],
  ],
  'draining.reaping': [
    ['Timers: `reapWithin`, and the deadlines that have not rung.', onlyDeadlines('reapWithin')],
  ],
  stopped: [
    noTimer,
    ['No actor below it lives.', ({ living }) => living.length === 0],
    [
      'No process and no region in the world.',
      (_, world) => world.runs.size + world.regions.size === 0,
    ],
  ],
};

const isWithin = (some: readonly string[], all: readonly string[]): boolean =>
  some.every((one) => all.includes(one));
