/** Of something that should not grow. */
export type Trend = {
  readonly first: number;
  readonly last: number;
  readonly most: number;
  /** Over the second half. */
  readonly gained: number;
  readonly tolerated: number;
  readonly flat: boolean;
};

/**
 * Memory goes up and down; what never comes down again is a leak: what the lowest of the later part
 * of the second half is above the lowest of its earlier part, twice, as they lie half of it apart.
 * `tolerated`: so much may be gained without being one. Where that is nothing, nothing may go up.
 */
export function trendOf(values: readonly number[], tolerated: number): Trend {
  const half = values.slice(Math.floor(values.length / 2));
  const middle = half.length / 2;
  const [earlier, later] = [half.slice(0, Math.ceil(middle)), half.slice(Math.floor(middle))];
  const lowest = Math.min(...earlier);
  const gained = tolerated === 0 ? Math.max(...later) - lowest : 2 * (Math.min(...later) - lowest);
  return {
    first: values[0]!,
    last: values.at(-1)!,
    most: Math.max(...values),
    gained: Number(gained.toFixed(2)),
    tolerated,
    flat: gained <= tolerated,
  };
}
