import type { Run, RunContext } from '../../actors/process/run-actor.ts';

/** Where the program writes its stamps: inherited by the keeper, and by its children from there. */
export const stampFd = 3;

/** A run of `bench/native/stamp.cc` in the place of capture or tracker. */
export const stampedRun =
  (program: string) =>
  ({ world, input, report, sinceStartMs }: RunContext): Run => {
    const { camera, role, want } = input;
    const region = world.holdings.region(want.region.id)!;
    const acknowledge = (generation: number) =>
      report({ type: 'process.acknowledged', generation });
    return {
      argv: [program, `${camera}/${role}`],
      descriptors: ['lines', stampFd, region.wakeFd],
      deathSignal: 'KILL',
      onLine: () => {
        acknowledge(want.generation);
        report({ type: 'process.ready', afterMs: sinceStartMs() });
      },
      configure: ({ generation }) => acknowledge(generation),
      exitOf: (exit) => ({ ...exit, cause: 'asked', detail: null }),
      isHung: () => false,
      close: () => {},
    };
  };
