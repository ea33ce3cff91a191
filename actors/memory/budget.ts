import { served } from '../../config/memory-line.ts';
import type { Memory } from '../../config/plan-room.ts';
import { Account, type Books } from './account.ts';
import {
  type Balance,
  before,
  type Claim,
  comingBytes,
  nothing,
  outstandingBytes,
} from './balance.ts';
import type { Room } from './room.ts';

/** What must be left for everybody else. */
export const marginBytes = 64 * 2 ** 20;
/** Whether the rest of the machine has given memory back, which nobody tells. */
export const lookAgainEveryMs = 10_000;

export type BudgetOptions = {
  /** What the machine and its groups still give. */
  readonly room: () => Room;
  /** What all frames together may take; null: what there is. */
  readonly limitBytes?: () => number | null;
  /** Calls `look` again and again. Returns how to end that. */
  readonly every?: (ms: number, look: () => void) => () => void;
};

export type BudgetFigures = {
  readonly heldBytes: number;
  /** Kept for those to whom it is promised. */
  readonly promisedBytes: number;
  /** Below 0: others took what was promised. */
  readonly freeBytes: number;
  readonly limitedBy: string;
  /** Of everything that it limits, which may be more than frames. */
  readonly limitBytes: number;
};

/**
 * Who of a keeper has how much memory for frames, to whom some is promised, and who waits for it.
 * Nothing is promised twice: what is promised and not yet reserved counts as taken.
 */
export class Budget {
  readonly #options: BudgetOptions;
  readonly #balances = new Map<Account, Balance>();
  /** Whose claim is not promised, in order. */
  readonly #line: Account[] = [];
  #sums = { held: 0, outstanding: 0, coming: 0 };
  #claims = 0;
  #rest: (() => void) | null = null;

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  open(camera: string): Account {
    const books: Books = {
      read: (account) => this.#balances.get(account) ?? nothing,
      write: (account, changes) => this.#write(account, changes),
      nextNumber: () => ++this.#claims,
      serve: () => this.#serve(),
      look: () => this.look(),
      figures: () => this.figures(),
    };
    return new Account(camera, books);
  }

  /**
   * Promises what there is to those that wait. What was promised and then refused by the system
   * is tried anew; nothing but this does, so that two of them do not wake each other for ever.
   */
  look(): void {
    for (const account of [...this.#line]) {
      this.#write(account, { claim: { ...this.#waiting(account).claim, isResting: false } });
    }
    this.#serve();
  }

  #serve(): void {
    const all = this.#line.map((account) => this.#waiting(account));
    const line = all.filter(({ claim }) => !claim.isResting);
    if (line.length === 0) return;
    const { freeBytes } = this.figures();
    for (const { account, claim } of served(line, { freeBytes, comingBytes: this.#sums.coming })) {
      this.#write(account, { claim: { ...claim, isPromised: true } });
      claim.onPromised();
    }
  }

  figures(within = this.#limitBytes(), room = this.#options.room()): BudgetFigures {
    const { bytes, limitedBy, limitBytes } = this.#leastRoom(within, room);
    const { held: heldBytes, outstanding: promisedBytes } = this.#sums;
    return { heldBytes, promisedBytes, freeBytes: bytes - promisedBytes, limitedBy, limitBytes };
  }

  /** What a plan begins with, when the limit is to be another one. */
  ledger(limitBytes = this.#limitBytes()): Memory {
    const held = [...this.#balances].map(([{ camera }, balance]) => {
      const { heldBytes, makingBytes } = balance;
      return [camera, heldBytes + makingBytes + outstandingBytes(balance)] as const;
    });
    const waiting = this.#line.map((account) => {
      return [account.camera, this.#waiting(account).claim.bytes] as const;
    });
    const room = this.#options.room();
    const { freeBytes } = this.figures(Math.min(limitBytes, this.#limitBytes()), room);
    const { freeBytes: allBytes, limitedBy } = this.figures(limitBytes, room);
    const laterBytes = allBytes === freeBytes ? 0 : allBytes - freeBytes;
    return { held: new Map(held), waiting: new Map(waiting), freeBytes, laterBytes, limitedBy };
  }

  /** Whatever it had and wanted was taken from it. null: from all. */
  forget(camera: string | null): void {
    for (const account of [...this.#balances.keys()]) {
      if (camera === null || account.camera === camera) this.#write(account, nothing);
    }
    this.look();
  }

  /** Nobody's turn comes any more. */
  close(): void {
    for (const account of [...this.#balances.keys()]) this.#write(account, nothing);
  }

  #limitBytes(): number {
    return this.#options.limitBytes?.() ?? Number.POSITIVE_INFINITY;
  }

  #leastRoom(limitBytes: number, room: Room): Room {
    const bytes = room.bytes - marginBytes;
    const left = limitBytes - this.#sums.held;
    return left < bytes
      ? { bytes: left, limitedBy: 'memory.budget', limitBytes }
      : { ...room, bytes };
  }

  #waiting(account: Account) {
    const { heldBytes, claim } = this.#balances.get(account)! as Balance & { claim: Claim };
    return { account, camera: account.camera, claim, netBytes: claim.bytes - heldBytes };
  }

  #write(account: Account, changes: Partial<Balance>): void {
    const old = this.#balances.get(account) ?? nothing;
    const next = { ...old, ...changes };
    this.#add(old, -1);
    this.#add(next, 1);
    if (next.heldBytes + next.makingBytes > 0 || next.claim) this.#balances.set(account, next);
    else this.#balances.delete(account);
    if (next.claim !== old.claim) this.#place(account, next.claim);
  }

  #add(balance: Balance, sign: 1 | -1): void {
    this.#sums.held += sign * balance.heldBytes;
    this.#sums.outstanding += sign * outstandingBytes(balance);
    this.#sums.coming += sign * comingBytes(balance);
  }

  #place(account: Account, claim: Claim | null): void {
    const index = this.#line.indexOf(account);
    if (index >= 0) this.#line.splice(index, 1);
    if (claim && !claim.isPromised) {
      const next = this.#line.findIndex((other) => before(claim, this.#waiting(other).claim));
      this.#line.splice(next < 0 ? this.#line.length : next, 0, account);
    }
    this.#keepLooking();
  }

  #keepLooking(): void {
    const { every = everyReally } = this.#options;
    if (this.#line.length > 0) this.#rest ??= every(lookAgainEveryMs, () => this.look());
    else {
      this.#rest?.();
      this.#rest = null;
    }
  }
}

function everyReally(ms: number, look: () => void): () => void {
  const timer = setInterval(look, ms);
  return () => clearInterval(timer);
}
