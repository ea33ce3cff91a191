import { suite } from 'uvu';
import type { Role } from '../../../actors/contracts.ts';
import { desire, exit, restart, scriptsOf } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// Restarts that are asked for, and regions that are replaced.
const restarts = suite('scripts: restarts');
const script = scriptsOf(restarts);

const captureDies = (_: string, role: Role) =>
  role === 'capture' ? { readyMs: null, exitMs: 20 } : {};
const off = wish({ disabledBy: 'request' });

script('a region that cannot be used is replaced, and capture backs off before it tries the next', {
  behave: (_, role) =>
    role === 'capture' ? { readyMs: null, exitMs: 20, exitCause: 'ring-unusable' } : {},
  script: [[1, desire({ a: wish() })]],
  untilMs: 2000,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 allocate a 1280x720
         1 camera:a starting.allocating
         2 spawn a/tracker 1.1
         2 camera:a starting.connecting
         2 spawn a/capture 1.1
         2 camera:a starting.gated
         2 camera:a starting.connecting
        22 exit a/capture ring-unusable
        22 camera:a stopping.capture
        22 close a
        22 camera:a stopping.tracker
        42 exit a/tracker asked
        42 camera:a stopping.queue
        43 free a
        43 camera:a stopping.memory
        44 allocate a 1280x720
        44 camera:a starting.allocating
        45 spawn a/tracker 2.1
        45 camera:a starting.connecting
        45 camera:a starting.backingOff
       485 camera:a starting.gated
       485 spawn a/capture 2.1
       485 camera:a starting.connecting
       505 exit a/capture ring-unusable
       505 camera:a stopping.capture
       505 close a
       505 camera:a stopping.tracker
       525 exit a/tracker asked
       525 camera:a stopping.queue
       526 free a
       526 camera:a stopping.memory
       527 allocate a 1280x720
       527 camera:a starting.allocating
       528 spawn a/tracker 3.1
       528 camera:a starting.connecting
       528 camera:a starting.backingOff
      1448 camera:a starting.gated
      1448 spawn a/capture 3.1
      1448 camera:a starting.connecting
      1468 exit a/capture ring-unusable
      1468 camera:a stopping.capture
      1468 close a
      1468 camera:a stopping.tracker
      1488 exit a/tracker asked
      1488 camera:a stopping.queue
      1489 free a
      1489 camera:a stopping.memory
      1490 allocate a 1280x720
      1490 camera:a starting.allocating
      1491 spawn a/tracker 4.1
      1491 camera:a starting.connecting
      1491 camera:a starting.backingOff
  `,
});

script('the tracker cannot use the region', {
  script: [
    [1, desire({ a: wish() })],
    [500, exit('a/tracker', 'ring-unusable')],
  ],
  untilMs: 2000,
  fromMs: 500,
  trace: `
       500 exit a/tracker ring-unusable
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       550 exit a/capture asked
       550 close a
       550 camera:a stopping.queue
       551 free a
       551 camera:a stopping.memory
       552 allocate a 1280x720
       552 camera:a starting.allocating
       553 camera:a starting.connecting
       553 spawn a/capture 2.1
       553 camera:a starting.gated
       553 camera:a starting.connecting
       653 camera:a running.degraded
       793 spawn a/tracker 2.1
       893 camera:a running.healthy
  `,
});

script('restart now, in back-off', {
  behave: captureDies,
  script: [
    [1, desire({ a: wish() })],
    [100, restart('a')],
  ],
  untilMs: 200,
  fromMs: 20,
  trace: `
        22 exit a/capture crashed
        22 camera:a starting.backingOff
       100 SIGTERM a/tracker
       100 camera:a starting.gated
       100 spawn a/capture 1.1
       100 camera:a starting.connecting
       120 exit a/capture crashed
       120 camera:a starting.backingOff
       150 exit a/tracker asked
       150 spawn a/tracker 1.1
  `,
});

script('restart now, while running', {
  script: [
    [1, desire({ a: wish() })],
    [500, restart('a')],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 SIGTERM a/tracker
       500 camera:a starting.connecting
       550 exit a/capture asked
       550 exit a/tracker asked
       550 camera:a starting.gated
       550 spawn a/capture 1.1
       550 camera:a starting.connecting
       550 spawn a/tracker 1.1
       650 camera:a running.degraded
       650 camera:a running.healthy
  `,
});

script('restart one of the two', {
  script: [
    [1, desire({ a: wish() })],
    [500, restart('a', 'tracker')],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 SIGTERM a/tracker
       500 camera:a running.degraded
       550 exit a/tracker asked
       550 spawn a/tracker 1.1
       650 camera:a running.healthy
  `,
});

script('restart while stopping does not disturb the tracker that reads to the end', {
  behave: () => ({ finishMs: 500 }),
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: off })],
    [600, restart('a')],
  ],
  untilMs: 2000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       550 exit a/capture asked
       550 close a
       550 camera:a stopping.tracker
      1050 exit a/tracker asked
      1050 camera:a stopping.queue
      1051 free a
      1051 camera:a stopping.memory
      1052 camera:a disabled.byRequest
  `,
});

script('restart of a camera that is not there', {
  script: [
    [1, desire({ a: wish() })],
    [500, restart('b')],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
    
  `,
});

script('one bad camera does not delay another', {
  behave: (camera, role) =>
    camera === 'bad' && role === 'capture' ? { readyMs: null, exitMs: 20 } : {},
  start: { gate: { width: 1, holdMs: 1000 } },
  script: [
    [1, desire({ bad: wish() })],
    [3000, desire({ bad: wish(), good: wish() })],
  ],
  untilMs: 4000,
  fromMs: 3000,
  trace: `
      3000 camera:good disabled.byConfig
      3000 allocate good 1280x720
      3000 camera:good starting.allocating
      3001 spawn good/tracker 1.1
      3001 camera:good starting.connecting
      3001 spawn good/capture 1.1
      3001 camera:good starting.gated
      3001 camera:good starting.connecting
      3101 camera:good running.healthy
  `,
});

restarts.run();
