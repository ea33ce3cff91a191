import { type Figure, type Figures, figure, percentile } from '../figures.ts';
import { trendOf } from '../process/trend.ts';
import type { KeeperLook } from './keeper-program.ts';
import type { PageLook } from './page.ts';

export type View = 'fleet' | 'camera';

/** One view, looked at for a while. */
export type Stretch = {
  readonly view: View;
  readonly atSeconds: number;
  readonly keeper: KeeperLook;
  readonly page: PageLook;
};

export type InspectorLooks = {
  /** Without the inspector, and with it while nobody looks. */
  readonly alone: KeeperLook;
  readonly served: KeeperLook;
  readonly stretches: readonly Stretch[];
};

const goals = {
  framesPerSecond: { atLeast: 30 },
  delayMs: { atMost: 500 },
  loopDelayMs: { atMost: 50 },
  /** Over the second half: heaps breathe. */
  residentMb: 16,
  heapMb: 4,
};

export function inspectorFigures({ alone, served, stretches }: InspectorLooks): Figures {
  const looks = stretches.map(({ keeper }) => keeper);
  return {
    events: figure(rateOf(looks), 'a second', { note: 'heard by the actors of all cameras' }),
    ...keeperFigures('alone', [alone]),
    ...keeperFigures('served', [served]),
    ...viewFigures('fleet', stretches),
    ...viewFigures('camera', stretches),
    ...memoryFigures(stretches),
  };
}

const sum = (values: readonly number[]) => values.reduce((one, other) => one + other, 0);

const rateOf = (looks: readonly KeeperLook[]): number =>
  sum(looks.map(({ events }) => events)) / sum(looks.map(({ seconds }) => seconds));

function keeperFigures(name: string, looks: readonly KeeperLook[]): Figures {
  const seconds = sum(looks.map((look) => look.seconds));
  const cpu = (sum(looks.map(({ cpuSeconds }) => cpuSeconds)) / seconds) * 100;
  const delays = looks.map(({ loopDelayMs }) => loopDelayMs.p99);
  const most = Math.max(...looks.map(({ loopDelayMs }) => loopDelayMs.most)).toFixed(0);
  const waited = (sum(looks.map(({ waitedSeconds }) => waitedSeconds)) / seconds) * 1000;
  return {
    [`keeper.cpu.${name}`]: figure(cpu, '% of a core', {
      note: `at ${rateOf(looks).toFixed(0)} events a second`,
    }),
    [`keeper.loopDelay.${name}.p99`]: figure(percentile(delays, 0.5), 'ms', {
      ...(name !== 'alone' && { goal: goals.loopDelayMs }),
      note: `${most} ms at most; each second it waited ${waited.toFixed(0)} ms for a core`,
    }),
  };
}

function viewFigures(view: View, stretches: readonly Stretch[]): Figures {
  const own = stretches.filter((stretch) => stretch.view === view);
  const gaps = own.flatMap(({ page }) => page.gapsMs);
  const delays = own.flatMap(({ page }) => page.delaysMs);
  const note = `of ${delays.length} events that were shown`;
  return {
    [`page.${view}.framesPerSecond`]: figure((gaps.length / sum(gaps)) * 1000, 'a second', {
      goal: goals.framesPerSecond,
      note: `a frame after ${percentile(gaps, 0.99).toFixed(0)} ms, p99`,
    }),
    [`page.${view}.delay.p50`]: figure(percentile(delays, 0.5), 'ms', { note }),
    [`page.${view}.delay.p99`]: figure(percentile(delays, 0.99), 'ms', {
      goal: goals.delayMs,
      note: 'from the event in the keeper to the picture',
    }),
    ...keeperFigures(
      view,
      own.map(({ keeper }) => keeper),
    ),
  };
}

function memoryFigures(stretches: readonly Stretch[]): Figures {
  const { residentMb, heapMb } = goals;
  const grown = (read: (stretch: Stretch) => number, tolerated: number) =>
    memoryFigure(stretches, { read, tolerated });
  return {
    'keeper.resident.gained': grown(({ keeper }) => keeper.residentMb, residentMb),
    'keeper.heap.gained': grown(({ keeper }) => keeper.heapMb, heapMb),
    'page.resident.gained': grown(({ page }) => page.residentMb, residentMb),
    'page.heap.gained': grown(({ page }) => page.heapMb, heapMb),
  };
}

type Quantity = { readonly read: (stretch: Stretch) => number; readonly tolerated: number };

/** Of the second half of all that was seen. */
function memoryFigure(stretches: readonly Stretch[], { read, tolerated }: Quantity): Figure {
  const { first, last, most, gained } = trendOf(stretches.map(read), tolerated);
  const half = stretches.slice(Math.floor(stretches.length / 2));
  const minutes = (half.at(-1)!.atSeconds - half[0]!.atSeconds) / 60;
  const [from, to, highest] = [first, last, most].map((value) => value.toFixed(1));
  return figure(gained, 'MB', {
    goal: { atMost: tolerated },
    note: `in the last ${minutes.toFixed(1)} min; first ${from}, last ${to}, most ${highest} MB`,
  });
}
