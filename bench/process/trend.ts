/** Of something that should not grow. */
export type Trend = {
  readonly first: number;
  readonly last: number;
  readonly most: number;
  /** Of the second half: how much higher the lowest of its later part is than its earlier. */
  readonly gained: number;
  readonly tolerated: number;
  readonly flat: boolean;
};

/**
 * Memory goes up and down; what never comes down again is a leak. `tolerated`: what may stay over
 * the second half without being one.
 */
export function trendOf(values: readonly number[], tolerated: number): Trend {
  const half = values.slice(Math.floor(values.length / 2));
  const middle = half.length / 2;
  const [earlier, later] = [half.slice(0, Math.ceil(middle)), half.slice(Math.floor(middle))];
  const gained = Math.min(...later) - Math.min(...earlier);
  return {
    first: values[0]!,
    last: values.at(-1)!,
    most: Math.max(...values),
    gained: Number(gained.toFixed(2)),
    tolerated,
    flat: gained <= tolerated,
  };
}
