/** A figure's goal: at most or at least this much, in the unit of the figure. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

export type Figure = {
  readonly value: number;
  readonly unit: string;
  readonly goal: Goal | null; // null: reported beside the others, nothing to reach
  readonly met: boolean | null; // null where there is no goal
  readonly note?: string; // the cause where a goal is missed, the circumstances otherwise
};

/** What one part of the bench measured, by name: `handover.synthetic.p50`. */
export type Figures = { readonly [name: string]: Figure };

/** A part that cannot run here says why, and what would change that. */
export type Skipped = { readonly skipped: string };

/**
 * What `bench/<name>.ts` exports. `run` measures, prints progress to stderr only, and leaves no
 * process behind. `others` are the figures of the parts before it, for comparisons in the same run.
 */
export type Part = {
  readonly run: (others: Figures, asked: Asked) => Promise<Figures | Skipped>;
};

/** How it was asked for: `minutes` is for parts that look at something for long. */
export type Asked = { readonly isNamed: boolean; readonly minutes: number | null };

/** What varies from figure to figure: its goal, if there is one, and what to say about it. */
export type FigureOptions = { readonly goal?: Goal; readonly note?: string };

/** `figure(27.1, 'µs', { goal: { atMost: 30 } })` */
export function figure(value: number, unit: string, options: FigureOptions = {}): Figure {
  const { goal = null, note } = options;
  const met = goal === null ? null : reaches(value, goal);
  return { value: significant(value), unit, goal, met, ...(note === undefined ? {} : { note }) };
}

export function isSkipped(result: Figures | Skipped): result is Skipped {
  return typeof result.skipped === 'string';
}

function reaches(value: number, goal: Goal): boolean {
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/** Four significant digits: more would claim a precision that no bench on a shared machine has. */
function significant(value: number): number {
  return Number(value.toPrecision(4));
}

/** The nearest-rank percentile of samples in any order; `share` from 0 to 1. */
export function percentile(samples: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(samples).sort();
  const rank = Math.ceil(share * sorted.length) - 1;
  return sorted[Math.min(sorted.length - 1, Math.max(0, rank))] ?? Number.NaN;
}
