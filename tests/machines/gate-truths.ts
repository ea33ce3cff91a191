import type { GateContext } from '../../machines/gate.ts';
import { same, type Truths } from './truths.ts';

export const gateTruths: Truths<GateContext> = {
  always: [
    ['No more are inside than its width.', ({ context }) => context.inside.length <= context.width],
    [
      'Somebody waits only while it is full.',
      ({ context }) => context.queue.length === 0 || context.inside.length === context.width,
    ],
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
      'Timers: one for each place that is held.',
      ({ context, timers }) => same(timers, context.inside),
    ],
  ],
};
