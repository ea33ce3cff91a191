export type DifferingPlace = {
  /** `snapshot.context.cameras` */
  readonly place: string;
  /** As JSON; `nothing` where it is missing. */
  readonly one: string;
  readonly other: string;
};

/** Where two values of plain JSON differ first, or null. */
export function firstDifference(one: unknown, other: unknown, place = ''): DifferingPlace | null {
  if (Object.is(one, other)) return null;
  if (!isNested(one) || !isNested(other)) return { place, one: json(one), other: json(other) };
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const inner = place === '' ? key : `${place}.${key}`;
    const found = firstDifference(one[key], other[key], inner);
    if (found !== null) return found;
  }
  return null;
}

type Nested = Readonly<Record<string, unknown>>;

const isNested = (value: unknown): value is Nested => typeof value === 'object' && value !== null;

const json = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
