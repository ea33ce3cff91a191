import type { ProcessContext } from '../../machines/process-setup.ts';
import { same, type Truth, type Truths, type View } from './truths.ts';

type Mine = View<ProcessContext>;

const noRun: Truth<ProcessContext> = ['No run.', ({ children }) => children.length === 0];
const only = (timer: string) => (view: Mine) => same(view.timers, [timer]);
const atMost = (timer: string) => (view: Mine) => view.timers.every((name) => name === timer);
const noTimer: Truth<ProcessContext> = ['No timer.', ({ timers }) => timers.length === 0];
const has = (list: readonly string[], path: string) => list.includes(path);

export const processTruths: Truths<ProcessContext> = {
  off: [
    noRun,
    ['The operating system has no process of this role either.', noneInWorld],
    noTimer,
    ['Nothing is wanted.', ({ context }) => context.want === null],
    [
      'It neither stands in the queue of the gate nor has a place there.',
      ({ context, gate }) => !has(gate.queue, context.path) && !has(gate.inside, context.path),
    ],
  ],
  gated: [
    noRun,
    noTimer,
    ['Something is wanted.', ({ context }) => context.want !== null],
    [
      'It stands in the queue of the gate, or its place is on its way to it.',
      ({ context, gate }) => has(gate.queue, context.path) || has(gate.inside, context.path),
    ],
  ],
  alive: [
    ['Exactly one run.', ({ children }) => same(children, ['run'])],
    ['What it runs with is known.', ({ context }) => context.running !== null],
  ],
  'alive.starting': [
    ['Timer: `readyWithin`.', only('readyWithin')],
    ['It runs with the revision that is wanted, or it is the last run.', isCurrent],
  ],
  'alive.ready': [
    ['Timer: `healthyAfter`, until it has rung.', atMost('healthyAfter')],
    ['It runs with the revision that is wanted, or it is the last run.', isCurrent],
    ['It has no place in the gate.', ({ context, gate }) => !has(gate.inside, context.path)],
  ],
  'alive.failing': [
    ['Timer: `stopWithin`, until it has rung.', atMost('stopWithin')],
    [
      'Blamed: `not-ready`, `hung` or `stale`.',
      ({ context: { blamed } }) => ['not-ready', 'hung', 'stale'].some((one) => one === blamed),
    ],
  ],
  'alive.stopping': [
    ['Timer: `stopWithin`, until it has rung.', atMost('stopWithin')],
    [
      'Blamed: `asked`, or what it failed for before somebody asked.',
      ({ context }) => context.blamed !== null,
    ],
  ],
  backingOff: [
    noRun,
    ['The operating system has no process of this role either.', noneInWorld],
    ['Timer: `backOff`.', only('backOff')],
    ['Something is wanted.', ({ context }) => context.want !== null],
    ['It has failed at least once in a row.', ({ context }) => context.failures > 0],
  ],
  broken: [['No run lives.', ({ living }) => living.length === 0], noTimer],
};

function noneInWorld({ context }: Mine, world: { readonly runs: ReadonlyMap<string, unknown> }) {
  return !world.runs.has(`${context.camera}/${context.role}`);
}

function isCurrent({ context }: Mine): boolean {
  return context.last || context.want?.revision === context.running?.revision;
}
