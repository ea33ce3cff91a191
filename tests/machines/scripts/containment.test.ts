import { suite } from 'uvu';
import type { Role } from '../../../actors/contracts.ts';
import { breakCamera, desire, restart, scriptsOf } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// A machine that throws, and a stream that fails.
const containment = suite('scripts: containment');
const script = scriptsOf(containment);

const captureDies = (_: string, role: Role) =>
  role === 'capture' ? { readyMs: null, exitMs: 20 } : {};

script('a camera that throws is cleared away; the other is not disturbed; a restart revives it', {
  script: [
    [1, desire({ a: wish(), b: wish() })],
    [500, breakCamera('a')],
    [1500, restart('a')],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 SIGTERM a/tracker
       500 exit a/tracker asked
       500 exit a/capture asked
       500 clear a
       501 camera:a disabled.byConfig
       501 camera:a disabled.faulted
      1500 allocate a 1280x720
      1500 camera:a starting.allocating
      1501 spawn a/tracker 1.1
      1501 camera:a starting.connecting
      1501 spawn a/capture 1.1
      1501 camera:a starting.gated
      1501 camera:a starting.connecting
      1601 camera:a running.healthy
  `,
});

script('a camera that throws while in back-off: nothing is restarted behind its back', {
  behave: captureDies,
  script: [
    [1, desire({ a: wish() })],
    [100, breakCamera('a')],
  ],
  untilMs: 30_000,
  fromMs: 20,
  trace: `
        22 exit a/capture crashed
        22 camera:a starting.backingOff
       100 SIGTERM a/tracker
       100 exit a/tracker asked
       100 clear a
       101 camera:a disabled.byConfig
       101 camera:a disabled.faulted
  `,
});

script('a camera that throws while it waits for its place', {
  start: { gate: { width: 1, holdMs: 1000 } },
  script: [
    [1, desire({ a: wish(), b: wish() })],
    [50, breakCamera('b')],
  ],
  untilMs: 3000,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 camera:b disabled.byConfig
         1 allocate a 1280x720
         1 camera:a starting.allocating
         1 allocate b 1280x720
         1 camera:b starting.allocating
         2 spawn a/tracker 1.1
         2 camera:a starting.connecting
         2 spawn a/capture 1.1
         2 camera:a starting.gated
         2 camera:a starting.connecting
         2 spawn b/tracker 1.1
         2 camera:b starting.connecting
         2 camera:b starting.gated
        50 SIGTERM b/tracker
        50 exit b/tracker asked
        50 clear b
        51 camera:b disabled.byConfig
        51 camera:b disabled.faulted
       102 camera:a running.healthy
  `,
});

containment.run();
