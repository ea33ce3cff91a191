import { Observable, type Observer, type Operator, Subscriber, type Subscription } from 'rxjs';

/**
 * An observable whose subscribers may throw: what they throw is reported instead of becoming an
 * uncaught exception of the program. Whatever is piped from it is guarded as well.
 */
export class Guarded<Value> extends Observable<Value> {
  readonly #onTrouble: (error: unknown) => void;

  constructor(source$: Observable<Value> | undefined, onTrouble: (error: unknown) => void) {
    super();
    this.source = source$;
    this.#onTrouble = onTrouble;
  }

  override lift<Lifted>(operator?: Operator<Value, Lifted>): Observable<Lifted> {
    const lifted = new Guarded<Lifted>(undefined, this.#onTrouble);
    lifted.source = this;
    lifted.operator = operator as unknown as Operator<unknown, Lifted>;
    return lifted;
  }

  override subscribe(
    observerOrNext?: Partial<Observer<Value>> | ((value: Value) => void) | null,
  ): Subscription {
    if (observerOrNext instanceof Subscriber) return super.subscribe(observerOrNext);
    const observer =
      typeof observerOrNext === 'function' ? { next: observerOrNext } : observerOrNext;
    return super.subscribe({
      next: (value) => this.#guard(() => observer?.next?.(value)),
      error: (error) => this.#guard(() => observer?.error?.(error)),
      complete: () => this.#guard(() => observer?.complete?.()),
    });
  }

  #guard(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}
