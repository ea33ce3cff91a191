/**
 * What is shown with a time has it from here and from nowhere else: the machines know no time of
 * day. A replay gives the times of its recording instead.
 */
export type Clocks = {
  /** Milliseconds since 1970. */
  readonly wallMs: () => number;
  /** Of a clock that nobody sets. */
  readonly monotonicMs: () => number;
};

export const realClocks: Clocks = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
