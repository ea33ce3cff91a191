import { openSocket } from '../native/index.ts';
import type { ChannelSettings, FromChild, FromKeeper } from './channel-messages.ts';
import type { TrackerResult } from './topics.ts';

// Types only from the files above: this runs in a process for every camera, where a library of
// schemas would cost more memory than all the rest.

/** How long a farewell waits for the keeper to have heard everything. */
const goodbyeWithinMs = 500;

export type ChildChannelOptions = {
  readonly url: string;
  readonly runId: string;
  /** The whole settings, first after the hello and then with every change. */
  readonly onSettings: (settings: ChannelSettings) => void;
};

export type ChildChannel = {
  /** These settings are in force. */
  acknowledge(generation: number): void;
  /** False: the keeper does not keep up and this result is lost. */
  result(result: TrackerResult): boolean;
  /** Returns at once. The channel is closed when the keeper has heard all that was said. */
  close(): void;
};

/** The child's end: says hello as soon as the keeper is there. Keeps the process alive. */
export function joinChannel({ url, runId: run, onSettings }: ChildChannelOptions): ChildChannel {
  let isClosing = false;
  let deadline: NodeJS.Timeout | undefined;

  const socket = openSocket('pair1', {
    onMessage(data) {
      const message = parseMessage(data);
      if (message?.run !== run) return;
      if (message.type === 'settings' && !isClosing) onSettings(message.settings);
      if (message.type === 'goodbye') leave();
    },
  });
  const say = (message: FromChild) => !isClosing && socket.send(JSON.stringify(message));
  const leave = () => {
    clearTimeout(deadline);
    socket.close();
  };

  socket.dial(url);
  say({ type: 'hello', run, pid: process.pid });
  return {
    acknowledge: (generation) => void say({ type: 'acknowledged', run, generation }),
    result: (result) => say({ type: 'result', run, result }),
    close() {
      if (isClosing) return;
      say({ type: 'goodbye', run });
      isClosing = true;
      deadline = setTimeout(leave, goodbyeWithinMs);
    },
  };
}

/** Checked only as far as this side needs: the other end is the keeper that started us. */
function parseMessage(data: Buffer): FromKeeper | null {
  try {
    return JSON.parse(data.toString());
  } catch {
    return null;
  }
}
