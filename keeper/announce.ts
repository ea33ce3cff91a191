import type { Publisher } from '../bus/publisher.ts';
import type { Hears } from './observer.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** What is observed, on the bus, while there is one: the table of topics says when each is sent. */
export function announce(bus: () => Publisher | undefined): Hears {
  return {
    onKeeper: ({ state, sinceMs, generation }) =>
      bus()?.publish('keeper/state/', { state, since: iso(sinceMs), generation }),
    onConfig: ({ generation, cameras, rejected }) => {
      if (rejected.length > 0) {
        bus()?.publish('config/rejected/', { problems: [...rejected] });
      } else {
        bus()?.publish('config/accepted/', { generation, cameras: cameras.map(([name]) => name) });
      }
    },
    onCamera: ({ camera, state, reason, next, sinceMs }) => {
      const since = iso(sinceMs);
      bus()?.publish(`camera/${camera}/state/`, { camera, state, since, reason, next });
    },
    onCameraGone: () => {},
    onSwept: () => {},
    onProcess: ({ camera, role, phase, pid, sinceMs }) => {
      const since = iso(sinceMs);
      bus()?.publish(`camera/${camera}/process/`, { camera, role, phase, pid, since });
    },
  };
}
