/** A camera that waits for memory. What it gives back first is taken off: may be below 0. */
export type Waiting = { readonly camera: string; readonly netBytes: number };

export type Spare = {
  /** What can be had now. */
  readonly freeBytes: number;
  /** What is being given back at this moment. */
  readonly comingBytes: number;
};

/**
 * Who of a line may have its memory now. In order, and nobody waits for room that nobody gives
 * back: one that does not fit is passed by those behind it, unless what is being given back would
 * make it fit. Then that is kept for it, together with what is free.
 */
export function served<One extends Waiting>(line: readonly One[], spare: Spare): readonly One[] {
  let { freeBytes, comingBytes } = spare;
  let isKept = false;
  return line.filter(({ netBytes }) => {
    if (netBytes <= 0) {
      comingBytes -= netBytes; // it needs less than it has: nobody is passed
      return true;
    }
    if (isKept) return false;
    const fits = netBytes <= freeBytes;
    if (fits) freeBytes -= netBytes;
    else isKept = netBytes <= freeBytes + comingBytes;
    return fits;
  });
}

type Refusal = {
  readonly needBytes: number;
  /** With what the camera itself would give back. */
  readonly freeBytes: number;
  readonly limitedBy: string;
};

/** `needs 14 MiB, 10 MiB free (limit memory.budget)`. */
export function refusalWords({ needBytes, freeBytes, limitedBy }: Refusal): string {
  const free = mebibytes(Math.floor(Math.max(0, freeBytes) / MiB));
  return `needs ${mebibytes(Math.ceil(needBytes / MiB))}, ${free} free (limit ${limitedBy})`;
}

const MiB = 2 ** 20;
const mebibytes = (count: number) => `${count} MiB`;
