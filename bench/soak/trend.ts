/** One look at the keeper's process while it is at rest between two rounds of churn. */
export type Sample = {
  readonly atSeconds: number;
  readonly residentMb: number;
  readonly heapMb: number;
  readonly descriptors: number;
  readonly processes: number;
  readonly timers: number;
};
export type Quantity = Exclude<keyof Sample, 'atSeconds'>;

export type Trend = {
  readonly first: number;
  readonly last: number;
  readonly most: number;
  /** What the straight line through the second half gains from its begin to its end. */
  readonly gained: number;
  readonly tolerated: number;
  readonly flat: boolean;
};

/** What of a quantity may come and go without being a leak. */
export function trendOf(samples: readonly Sample[], quantity: Quantity, tolerated: number): Trend {
  const values = samples.map((sample) => sample[quantity]);
  const half = samples.slice(Math.floor(samples.length / 2));
  const gained = slope(half, quantity) * (half.at(-1)!.atSeconds - half[0]!.atSeconds);
  return {
    first: values[0]!,
    last: values.at(-1)!,
    most: Math.max(...values),
    gained: Number(gained.toFixed(2)),
    tolerated,
    flat: gained <= tolerated,
  };
}

/** A second, by least squares. */
function slope(samples: readonly Sample[], quantity: Quantity): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((total, sample) => total + of(sample), 0) / samples.length;
  const middle = mean((sample) => sample.atSeconds);
  const level = mean((sample) => sample[quantity]);
  const spread = mean((sample) => (sample.atSeconds - middle) ** 2);
  const together = mean((sample) => (sample.atSeconds - middle) * (sample[quantity] - level));
  return spread === 0 ? 0 : together / spread;
}
