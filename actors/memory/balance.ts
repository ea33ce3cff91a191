/** What a camera asked for. Promised: it is kept for it until it is made or withdrawn. */
export type Claim = {
  readonly bytes: number;
  /** `start`: it is down until then. `change`: it runs on, with the region that it has. */
  readonly kind: 'start' | 'change';
  /** Its place among those of its kind. */
  readonly number: number;
  readonly isPromised: boolean;
  /** The system refused what was promised: it is passed until somebody looks anew. */
  readonly isResting: boolean;
  readonly onPromised: () => void;
};

/** What one camera has and wants of the memory for frames. */
export type Balance = {
  /** Reserved so far, of the region that it holds or that is being made. */
  readonly heldBytes: number;
  /** Still to be reserved of the region that is being made. */
  readonly makingBytes: number;
  /** It is to give back what it holds, and wants nothing instead. */
  readonly isLeaving: boolean;
  readonly claim: Claim | null;
};

export const nothing: Balance = { heldBytes: 0, makingBytes: 0, isLeaving: false, claim: null };

/** Free by the look of it, and yet somebody's already. What it holds is given back before. */
export function outstandingBytes({ heldBytes, makingBytes, claim }: Balance): number {
  if (!claim?.isPromised) return makingBytes;
  return makingBytes + Math.max(0, claim.bytes - heldBytes - makingBytes);
}

/** Not free yet, and soon nobody's. */
export function comingBytes({ heldBytes, isLeaving, claim }: Balance): number {
  if (isLeaving) return heldBytes;
  return claim?.isPromised ? Math.max(0, heldBytes - claim.bytes) : 0;
}

/** Those that are down go before those that would like another size; each in their order. */
export const before = (one: Claim, other: Claim): boolean =>
  one.kind === other.kind ? one.number < other.number : one.kind === 'start';
