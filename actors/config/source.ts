import { defer, merge, type Observable, Subject } from 'rxjs';
import type { Commands } from '../../config/commands.ts';
import { desiredSteps } from '../../config/config-stream.ts';
import {
  type ConfigChanged,
  type ConfigInput,
  type ConfigOutcome,
  type Desired,
  type DesiredCamera,
  desire,
  nothingDesired,
} from '../../config/desired.ts';
import { isChange, type Plan, planOf } from '../../config/plan.ts';
import type { Memory } from '../../config/plan-room.ts';
import { find } from '../../config/table.ts';

export type ConfigSourceOptions = {
  /** How the memory stands, were that the budget; null: nobody knows. For the plans. */
  readonly memoryUnder?: (budgetBytes: number | null) => Memory | null;
  /** What each change does is told here before it is, if anybody listens. */
  readonly plans$?: Subject<Plan>;
  /** Called when everybody was told of a change. */
  readonly onChanged?: () => void;
};

/**
 * Where the wishes of the file and of commands come together. Whoever listens gets the newest whole
 * configuration first, what was refused since while nobody listened, and then every outcome.
 */
export class ConfigSource {
  readonly #inputs$ = new Subject<ConfigInput>();
  readonly #later$ = new Subject<ConfigOutcome>();
  /** As a whole: who hears it later has not heard what was before. */
  #changed: ConfigChanged | null = null;
  /** Refused while nobody listened. */
  #unheard: ConfigOutcome | null = null;
  #last: ConfigOutcome | null = null;
  #state = nothingDesired;
  readonly #memoryUnder: (budgetBytes: number | null) => Memory | null;
  readonly #plans$: Subject<Plan> | null;

  readonly outcomes$: Observable<ConfigOutcome> = defer(() => {
    const missed = [this.#changed, this.#unheard].filter((outcome) => outcome !== null);
    this.#unheard = null;
    return merge(missed, this.#later$);
  });

  constructor({ memoryUnder, plans$, onChanged }: ConfigSourceOptions = {}) {
    this.#memoryUnder = memoryUnder ?? (() => null);
    this.#plans$ = plans$ ?? null;
    desiredSteps(this.#inputs$).subscribe(({ state, outcome }) => {
      this.#state = state;
      this.#last = outcome;
      if (outcome === null) return;
      if (outcome.type === 'config.changed') {
        this.#tellPlan(outcome.desired);
        this.#changed = { type: outcome.type, desired: outcome.desired };
        this.#unheard = null;
      } else if (!this.#later$.observed) {
        this.#unheard = outcome;
      }
      this.#later$.next(outcome);
      if (outcome.type === 'config.changed') onChanged?.();
    });
  }

  /** What the frames of all cameras may take, as it is wished now. */
  get budgetBytes(): number | null {
    return this.#changed?.desired.memory?.budgetBytes ?? null;
  }

  /** Whether there ever was a good one. */
  get hasConfiguration(): boolean {
    return this.#changed !== null;
  }

  /** What commands laid over the file, as it is now. */
  get commands(): Commands {
    return this.#state.commands;
  }

  isKnown(camera: string): boolean {
    return this.#wishFor(camera) !== null;
  }

  /** Of one that is known: by whom it is switched off; null where it is to run. */
  disabledBy(camera: string): 'config' | 'request' | null {
    return this.#wishFor(camera)?.disabledBy ?? null;
  }

  #wishFor(camera: string): DesiredCamera | null {
    return find(this.#changed?.desired.cameras ?? [], camera);
  }

  /** Before it is applied; of the first configuration, which changes nothing, there is none. */
  #tellPlan(next: Desired): void {
    if (this.#changed === null || !this.#plans$?.observed) return;
    const plan = this.#planOf(next);
    if (plan.some(isChange)) this.#plans$.next(plan);
  }

  /** What an input would do. Nothing is done. */
  plan(input: ConfigInput): Plan | (ConfigOutcome & { type: 'config.rejected' }) {
    const { outcome } = desire(this.#state, input);
    if (outcome?.type === 'config.rejected') return outcome;
    return outcome === null ? [] : this.#planOf(outcome.desired).filter(isChange);
  }

  #planOf(next: Desired): Plan {
    const memory = this.#memoryUnder(next.memory?.budgetBytes ?? null);
    return planOf(this.#changed?.desired ?? null, next, memory);
  }

  /** Returns what came of it; null: accepted, and nothing changes. */
  submit(input: ConfigInput): ConfigOutcome | null {
    this.#last = null;
    this.#inputs$.next(input);
    return this.#last;
  }
}
