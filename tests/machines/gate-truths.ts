import { type GateContext, isCommonCause } from '../../machines/gate-setup.ts';
import { same, type Truths } from './truths.ts';

export const gateTruths: Truths<GateContext> = {
  always: [
    ['No more are inside than its width.', ({ context }) => context.inside.length <= context.width],
    [
      'Nobody is in it twice.',
      ({ context }) => {
        const paths = [...context.inside, ...context.queue.map(({ path }) => path)];
        return new Set(paths).size === paths.length;
      },
    ],
    [
      'First starts stand before retries.',
      ({ context }) => {
        const firstRetry = context.queue.findIndex(({ first }) => !first);
        return firstRetry < 0 || context.queue.slice(firstRetry).every(({ first }) => !first);
      },
    ],
    [
      'Who holds a place is starting. Nobody is starting and up, or up and fallen.',
      ({ context: { inside, starting, up, fallen } }) =>
        inside.every((path) => starting.includes(path)) &&
        isSet([...starting, ...up]) &&
        isSet([...up, ...fallen]),
    ],
  ],
  open: [
    [
      'Somebody waits only while it is full.',
      ({ context }) => context.queue.length === 0 || isFull(context),
    ],
    ['No probe.', ({ context }) => context.probe === null],
    ['Fewer have fallen than have one cause.', ({ context }) => !haveOneCause(context)],
    [
      'Timers: one for each place that is held, and one for each that has fallen.',
      ({ context: { inside, fallen }, timers }) =>
        same(timers, [...inside, ...fallen.map((path) => `fall ${path}`)]),
    ],
  ],
  guarded: [
    ['Somebody has fallen.', ({ context }) => context.fallen.length > 0],
    [
      'Somebody waits only while it is full, a retry also while there is a probe.',
      ({ context }) =>
        context.queue.every(({ first }) => !first && context.probe !== null) || isFull(context),
    ],
    [
      'The probe holds a place.',
      ({ context: { probe, inside } }) => probe === null || inside.includes(probe),
    ],
    [
      'Timers: one for each place that is held.',
      ({ context, timers }) => same(timers, context.inside),
    ],
  ],
};

const isSet = (paths: readonly string[]) => new Set(paths).size === paths.length;
const isFull = ({ inside, width }: GateContext) => inside.length === width;
const haveOneCause = ({ fallen, up }: GateContext) => isCommonCause(fallen.length, up.length);
