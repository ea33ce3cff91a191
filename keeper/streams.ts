import { type Observable, Subject } from 'rxjs';
import type { Leftover } from '../actors/contracts.ts';
import type { LogLine } from '../actors/log-lines.ts';
import { Guarded } from '../bus/guarded.ts';
import type { TrackerResult } from '../bus/topics.ts';
import type { Plan } from '../config/plan.ts';
import type { ConfigProblem } from '../config/problems.ts';
import type { CameraState } from './observer.ts';

/** What an embedder can listen to, from the keeper's side. */
export class Streams {
  readonly states$ = new Subject<CameraState>();
  readonly results$ = new Subject<TrackerResult>();
  readonly lines$ = new Subject<LogLine>();
  readonly warnings$ = new Subject<ConfigProblem>();
  readonly rejections$ = new Subject<readonly ConfigProblem[]>();
  readonly plans$ = new Subject<Plan>();
  readonly leftovers$ = new Subject<readonly Leftover[]>();
  readonly #onTrouble: (error: unknown) => void;

  constructor(onTrouble: (error: unknown) => void) {
    this.#onTrouble = onTrouble;
  }

  /** For others: what they throw harms nobody. */
  guarded<Value>(stream$: Observable<Value>): Observable<Value> {
    return new Guarded(stream$, this.#onTrouble);
  }

  complete(): void {
    const { states$, results$, lines$, warnings$, rejections$, plans$, leftovers$ } = this;
    const facts$ = [states$, results$, lines$, leftovers$];
    for (const end$ of [...facts$, warnings$, rejections$, plans$]) end$.complete();
  }
}
