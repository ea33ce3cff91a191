/** A look at something that should not grow. */
export type Look = { readonly atSeconds: number };

export type Trend = {
  readonly first: number;
  readonly last: number;
  readonly most: number;
  /** What the straight line through the second half gains from its begin to its end. */
  readonly gained: number;
  readonly tolerated: number;
  readonly flat: boolean;
};

/** `tolerated`: what may come and go over the second half without being a leak. */
export function trendOf<Seen extends Look>(
  looks: readonly Seen[],
  read: (look: Seen) => number,
  tolerated: number,
): Trend {
  const values = looks.map(read);
  const half = looks.slice(Math.floor(looks.length / 2));
  const gained = slope(half, read) * (half.at(-1)!.atSeconds - half[0]!.atSeconds);
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
function slope<Seen extends Look>(looks: readonly Seen[], read: (look: Seen) => number): number {
  const mean = (of: (look: Seen) => number) =>
    looks.reduce((total, look) => total + of(look), 0) / looks.length;
  const middle = mean((look) => look.atSeconds);
  const level = mean(read);
  const spread = mean((look) => (look.atSeconds - middle) ** 2);
  const together = mean((look) => (look.atSeconds - middle) * (read(look) - level));
  return spread === 0 ? 0 : together / spread;
}
