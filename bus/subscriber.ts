import { openSocket } from '../native/index.ts';
import { type BusMessage, decodeMessage } from './bus-message.ts';
import { GapCounter } from './gap-counter.ts';

export type SubscriberOptions = {
  readonly url: string;
  /** Topics that begin with one of these; all of them unless told. */
  readonly prefixes?: readonly string[];
  readonly onMessage: (message: BusMessage) => void;
  /** So many messages of this topic were lost before the one that comes next. */
  readonly onGap?: (topic: string, lost: number) => void;
  /** MESSAGE_INVALID: what came is not what the topic carries. It is dropped. */
  readonly onInvalid?: (error: unknown) => void;
};

export type Subscriber = {
  /** Messages lost on the way since the subscription began. */
  readonly lostTotal: number;
  readonly close: () => void;
};

/**
 * Hears a publisher of another process. Connects in the background and again after every loss, to a
 * successor too. Keeps this process alive until it is closed.
 */
export function subscribe(options: SubscriberOptions): Subscriber {
  const { url, prefixes = [''], onMessage, onGap, onInvalid } = options;
  const gaps = new GapCounter();
  const socket = openSocket('sub', {
    receiveBuffer: 1024, // nng drops the oldest when this process is slow
    onMessage(data) {
      const message = decoded(data, onInvalid);
      if (message === null) return;
      const lost = gaps.count(message);
      if (lost > 0) onGap?.(message.topic, lost);
      onMessage(message);
    },
  });
  for (const prefix of prefixes) socket.subscribe(prefix);
  socket.dial(url);
  return {
    get lostTotal() {
      return gaps.lostTotal;
    },
    close: () => socket.close(),
  };
}

function decoded(data: Buffer, onInvalid: SubscriberOptions['onInvalid']): BusMessage | null {
  try {
    return decodeMessage(data);
  } catch (error) {
    onInvalid?.(error);
    return null;
  }
}
