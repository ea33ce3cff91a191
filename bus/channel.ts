import { KeeperError } from '../config/errors.ts';
import {
  type ChannelSettings,
  type FromChild,
  type FromKeeper,
  fromChild,
} from './channel-messages.ts';
import { openListening } from './listening-socket.ts';
import type { TrackerResult } from './topics.ts';

export type ChannelOptions = {
  /** A path of its own for every run: what a dead process left in a socket reaches nobody. */
  readonly url: string;
  readonly runId: string;
  readonly onHello: (pid: number) => void;
  readonly onAcknowledged: (generation: number) => void;
  readonly onResult: (result: TrackerResult) => void;
  /** MESSAGE_INVALID: the child said something else. It is dropped. */
  readonly onInvalid: (error: KeeperError) => void;
};

export type KeeperChannel = {
  /** Reaches the child at once, or when it says hello; only the newest does. */
  readonly configure: (settings: ChannelSettings) => void;
  /** Idempotent; no callback runs afterwards. */
  readonly close: () => void;
};

/** The keeper's end of the channel to one run of a child process. Throws NngError. */
export function openChannel(options: ChannelOptions): KeeperChannel {
  const { url, runId: run } = options;
  let settings: ChannelSettings | null = null;
  let isJoined = false;
  let isClosed = false;

  const socket = openListening('pair1', [url], {
    onMessage(data) {
      const message = parseMessage(data, options);
      if (message === null) return;
      if (message.type === 'hello') isJoined = true;
      tell(message, options);
      if (message.type === 'hello') sendSettings();
      if (message.type === 'goodbye') send({ type: 'goodbye', run });
    },
  });
  const send = (message: FromKeeper) => {
    if (!isClosed) socket.send(JSON.stringify(message));
  };
  const sendSettings = () => {
    if (isJoined && settings) send({ type: 'settings', run, settings });
  };
  return {
    configure(newer) {
      settings = newer;
      sendSettings();
    },
    close() {
      isClosed = true;
      socket.close();
    },
  };
}

function tell(message: FromChild, options: ChannelOptions): void {
  if (message.type === 'result') options.onResult(message.result);
  if (message.type === 'acknowledged') options.onAcknowledged(message.generation);
  if (message.type === 'hello') options.onHello(message.pid);
}

/** null: of another run, or not understood and told. */
function parseMessage(data: Buffer, { runId, onInvalid }: ChannelOptions): FromChild | null {
  try {
    const message = JSON.parse(data.toString());
    if (message?.run !== runId) return null;
    return fromChild.parse(message);
  } catch (cause) {
    onInvalid(new KeeperError('MESSAGE_INVALID', `run ${runId}: not understood`, { cause }));
    return null;
  }
}
