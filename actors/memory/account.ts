import { refusalWords } from '../../config/memory-line.ts';
import type { Balance, Claim } from './balance.ts';
import type { BudgetFigures } from './budget.ts';

/** What an account sees of the budget that it belongs to. */
export type Books = {
  readonly read: (account: Account) => Balance;
  readonly write: (account: Account, changes: Partial<Balance>) => void;
  readonly nextNumber: () => number;
  /** Promises what there is to those that wait, but for those that rest. */
  readonly serve: () => void;
  /** To those as well. */
  readonly look: () => void;
  readonly figures: () => BudgetFigures;
};

type Asked = Pick<Claim, 'bytes' | 'kind' | 'onPromised'>;

/** The part of one camera in the budget, as its memory actor keeps it. */
export class Account {
  readonly camera: string;
  readonly #books: Books;
  /** It gave back so much last, and has made nothing since. */
  #gaveBytes = 0;
  #made: Claim | null = null;

  constructor(camera: string, books: Books) {
    this.camera = camera;
    this.#books = books;
  }

  /**
   * Asks for a region of so many bytes, in the place of what it has and has asked for before.
   * Returns null when it is promised, else why not; it waits then, and `onPromised` is called once.
   * Asking for as much again keeps its place.
   */
  ask(asked: Asked): string | null {
    const old = this.#balance.claim;
    const { number, isPromised } = old?.bytes === asked.bytes ? old : this.#fresh();
    let isAnswered = false;
    const onPromised = () => isAnswered && asked.onPromised();
    const claim = { ...asked, number, isPromised, isResting: false, onPromised };
    this.#write({ claim, isLeaving: false });
    this.#books.serve();
    isAnswered = true;
    return this.#balance.claim?.isPromised ? null : this.#whyNot(asked.bytes);
  }

  /** Nothing else is wanted than what it has. */
  stay(): void {
    this.#write({ claim: null, isLeaving: false });
    this.#books.serve();
  }

  /** Not even that: it will be given back. */
  leave(): void {
    const { heldBytes, makingBytes } = this.#balance;
    this.#write({ claim: null, isLeaving: heldBytes + makingBytes > 0 });
    this.#books.serve();
  }

  /** What was promised is being made. */
  begin(sizeBytes: number): void {
    this.#made = this.#balance.claim;
    this.#write({ claim: null, heldBytes: 0, makingBytes: sizeBytes });
  }

  /** So much of it is still to be reserved; 0: it is made. */
  reserved(leftBytes: number): void {
    const { heldBytes, makingBytes } = this.#balance;
    this.#write({ heldBytes: heldBytes + makingBytes - leftBytes, makingBytes: leftBytes });
    if (leftBytes === 0) this.#gaveBytes = 0;
  }

  /** As much as it gave back itself is not asked for twice. */
  gaveAsMuch(): boolean {
    const { heldBytes, makingBytes } = this.#balance;
    return heldBytes + makingBytes <= this.#gaveBytes;
  }

  /**
   * The system refused what was promised: unless it is leaving it waits at its place, until
   * somebody looks anew. Those behind it may take what is left meanwhile.
   */
  failed(): void {
    const again = this.#made && { ...this.#made, isPromised: false, isResting: true };
    const claim = this.#balance.isLeaving ? null : again;
    this.#write({ heldBytes: 0, makingBytes: 0, isLeaving: false, claim });
    this.#books.serve();
  }

  /** What was being made is thrown away, and nothing is wanted instead. */
  dropped(): void {
    this.#write({ heldBytes: 0, makingBytes: 0 });
    this.#books.look();
  }

  /** What it held is given back. Unless it is leaving, as much stays promised to it. */
  freed(): void {
    const { heldBytes, isLeaving, claim } = this.#balance;
    this.#gaveBytes = heldBytes;
    const again = claim?.isPromised ? claim : this.#asBefore(heldBytes);
    this.#write({ heldBytes: 0, isLeaving: false, claim: isLeaving ? null : again });
    this.#books.look();
  }

  get #balance(): Balance {
    return this.#books.read(this);
  }

  #write(changes: Partial<Balance>): void {
    this.#books.write(this, changes);
  }

  #fresh() {
    return { number: this.#books.nextNumber(), isPromised: false };
  }

  #asBefore(bytes: number): Claim | null {
    if (bytes === 0) return null;
    const number = this.#books.nextNumber();
    const onPromised = () => {};
    return { bytes, kind: 'start', number, isPromised: true, isResting: false, onPromised };
  }

  #whyNot(needBytes: number): string {
    const { freeBytes, limitedBy } = this.#books.figures();
    return refusalWords({ needBytes, freeBytes: freeBytes + this.#balance.heldBytes, limitedBy });
  }
}
