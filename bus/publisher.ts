import { Observable, Subject } from 'rxjs';
import type { NngSocket } from '../native/index.ts';
import { type BusMessage, encodeMessage } from './bus-message.ts';
import { Guarded } from './guarded.ts';
import { openListening } from './listening-socket.ts';
import { RecentMap } from './recent-map.ts';
import type { PayloadOf, Topic } from './topics.ts';

/**
 * Three for each camera. One that was not published on for longest begins again at 1, which no
 * receiver takes for a gap.
 */
export const topicsMax = 10_000;

export type PublisherOptions = {
  /** Tells the messages of one keeper from those of its successor. */
  readonly runId: string;
  /** Where other processes can subscribe: ipc://, inproc://, tcp://. Without any, nng stays out. */
  readonly urls: readonly string[];
  /** What a subscriber threw. Without it a warning of the process. Must not throw itself. */
  readonly onError?: (error: unknown) => void;
  /** What each message is stamped with. */
  readonly wallMs?: () => number;
};

export interface Publisher {
  /** Never blocks, never throws. After `close` it does nothing. */
  publish<T extends Topic>(topic: T, payload: PayloadOf<T>): void;
  /** Every message whose topic begins with the prefix, from now on. Answers how to end it. */
  subscribe(prefix: string, handler: (message: BusMessage) => void): () => void;
  /** The same as an observable; completes when the publisher is closed. */
  observe$(prefix: string): Observable<BusMessage>;
  /** Whether another process listens at this moment. */
  readonly isHeardOutside: boolean;
  close(): void;
}

/** Throws NngError when it cannot listen on one of the urls; then it listens on none. */
export function createPublisher(options: PublisherOptions): Publisher {
  return new OrderedPublisher(options);
}

class OrderedPublisher implements Publisher {
  readonly #runId: string;
  readonly #onError: (error: unknown) => void;
  readonly #socket: NngSocket | null;
  readonly #messages$ = new Subject<BusMessage>();
  readonly #sequences = new RecentMap<number>(topicsMax);
  readonly #waiting: BusMessage[] = [];
  readonly #wallMs: () => number;
  #isDraining = false;

  constructor({ runId, urls, onError = warn, wallMs = Date.now }: PublisherOptions) {
    this.#wallMs = wallMs;
    this.#runId = runId;
    this.#onError = onError;
    this.#socket = urls.length > 0 ? openListening('pub', urls, { onError }) : null;
  }

  get isHeardOutside(): boolean {
    return (this.#socket?.peers ?? 0) > 0;
  }

  publish<T extends Topic>(topic: T, payload: PayloadOf<T>): void {
    if (this.#messages$.closed) return;
    const sequence = (this.#sequences.get(topic) ?? 0) + 1;
    this.#sequences.set(topic, sequence);
    const at = new Date(this.#wallMs()).toISOString();
    this.#waiting.push({ topic, run: this.#runId, sequence, at, payload });
    this.#drain();
  }

  subscribe(prefix: string, handler: (message: BusMessage) => void): () => void {
    const subscription = this.observe$(prefix).subscribe(handler);
    return () => subscription.unsubscribe();
  }

  observe$(prefix: string): Observable<BusMessage> {
    const matching$ = new Observable<BusMessage>((observer) => {
      if (this.#messages$.closed) return observer.complete();
      return this.#messages$.subscribe({
        next: (message) => message.topic.startsWith(prefix) && observer.next(message),
        complete: () => observer.complete(),
      });
    });
    return new Guarded(matching$, this.#onError);
  }

  close(): void {
    if (this.#messages$.closed) return;
    this.#waiting.length = 0;
    this.#messages$.complete();
    this.#messages$.unsubscribe();
    this.#socket?.close();
  }

  /**
   * What a subscriber publishes waits until everybody has got the message that it answers, so all
   * see one order.
   */
  #drain(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
        this.#socket?.send(encodeMessage(next));
        this.#messages$.next(next);
      }
    } finally {
      this.#isDraining = false;
    }
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
