import { defer, merge, type Observable, Subject } from 'rxjs';
import { desiredConfigurations } from '../../config/config-stream.ts';
import type { ConfigInput, ConfigOutcome } from '../../config/desired.ts';

/**
 * Where the wishes of the file and of commands come together. Whoever listens gets the newest whole
 * configuration first, what was refused since while nobody listened, and then every outcome.
 */
export class ConfigSource {
  readonly #inputs$ = new Subject<ConfigInput>();
  readonly #later$ = new Subject<ConfigOutcome>();
  #changed: (ConfigOutcome & { type: 'config.changed' }) | null = null;
  /** Refused while nobody listened. */
  #unheard: ConfigOutcome | null = null;
  #last: ConfigOutcome | null = null;

  readonly outcomes$: Observable<ConfigOutcome> = defer(() => {
    const missed = [this.#changed, this.#unheard].filter((outcome) => outcome !== null);
    this.#unheard = null;
    return merge(missed, this.#later$);
  });

  constructor() {
    desiredConfigurations(this.#inputs$).subscribe((outcome) => {
      this.#last = outcome;
      if (outcome.type === 'config.changed') {
        this.#changed = outcome;
        this.#unheard = null;
      } else if (!this.#later$.observed) {
        this.#unheard = outcome;
      }
      this.#later$.next(outcome);
    });
  }

  /** Whether there ever was a good one. */
  get hasConfiguration(): boolean {
    return this.#changed !== null;
  }

  isKnown(camera: string): boolean {
    return Object.hasOwn(this.#changed?.desired.cameras ?? {}, camera);
  }

  /** Returns what came of it; null: accepted, and nothing changes. */
  submit(input: ConfigInput): ConfigOutcome | null {
    this.#last = null;
    this.#inputs$.next(input);
    return this.#last;
  }
}
