/** An event of `@statelyai/inspect`, as far as we look at it. */
export type StatelyEvent = {
  readonly type: string;
  readonly sessionId: string;
  readonly snapshot?: { readonly status?: string };
};

/**
 * What somebody has to hear who comes late: of every living actor that it was made, and how it is.
 * Bounded: those beyond `actorsMax` are not told later.
 */
export class Latest {
  readonly #actors = new Map<string, { made: string | null; now: string | null }>();
  readonly #actorsMax: number;

  constructor(actorsMax: number) {
    this.#actorsMax = actorsMax;
  }

  note({ type, sessionId, snapshot }: StatelyEvent, text: string): void {
    if (type !== '@xstate.actor' && type !== '@xstate.snapshot') return;
    const known = this.#actors.get(sessionId);
    if (snapshot?.status !== 'active') this.#actors.delete(sessionId);
    else if (known || this.#actors.size < this.#actorsMax) {
      const { made = null, now = null } = known ?? {};
      const isMade = type === '@xstate.actor';
      this.#actors.set(sessionId, isMade ? { made: text, now } : { made, now: text });
    }
  }

  /** Parents before their children. */
  texts(): string[] {
    const texts = [...this.#actors.values()].flatMap(({ made, now }) => [made, now]);
    return texts.filter((text) => text !== null);
  }
}
