import { suite } from 'uvu';
import type { Role } from '../../../actors/contracts.ts';
import { desire, scriptsOf } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// Changes that need another region.
const regions = suite('scripts: regions');
const script = scriptsOf(regions);

const closedGate = { gate: { width: 0, holdMs: 1000 } };
const captureDies = (_: string, role: Role) =>
  role === 'capture' ? { readyMs: null, exitMs: 20 } : {};
const off = wish({ disabledBy: 'request' });

script('the url while stopping: the last wish is started', {
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: off })],
    [510, desire({ a: wish({ url: 'b' }) })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       550 exit a/capture asked
       550 close a
       550 camera:a stopping.tracker
       570 exit a/tracker asked
       570 camera:a stopping.queue
       571 free a
       571 camera:a stopping.memory
       572 allocate a 1280x720
       572 camera:a starting.allocating
       573 spawn a/tracker 2.1
       573 camera:a starting.connecting
       573 spawn a/capture 2.1
       573 camera:a starting.gated
       573 camera:a starting.connecting
       673 camera:a running.healthy
  `,
});

script('the size while running: another region', {
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: wish({ width: 640 }) })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 promise a
       501 SIGTERM a/capture
       501 camera:a stopping.capture
       551 exit a/capture asked
       551 close a
       551 camera:a stopping.tracker
       571 exit a/tracker asked
       571 camera:a stopping.queue
       572 free a
       572 camera:a stopping.memory
       573 allocate a 640x720
       573 camera:a starting.allocating
       574 spawn a/tracker 2.1
       574 camera:a starting.connecting
       574 spawn a/capture 2.1
       574 camera:a starting.gated
       574 camera:a starting.connecting
       674 camera:a running.healthy
  `,
});

script('the size there and back while stopping', {
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: wish({ width: 640 }) })],
    [510, desire({ a: wish() })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 promise a
       501 SIGTERM a/capture
       501 camera:a stopping.capture
       551 exit a/capture asked
       551 close a
       551 camera:a stopping.tracker
       571 exit a/tracker asked
       571 camera:a stopping.queue
       572 free a
       572 camera:a stopping.memory
       573 allocate a 1280x720
       573 camera:a starting.allocating
       574 spawn a/tracker 2.1
       574 camera:a starting.connecting
       574 spawn a/capture 2.1
       574 camera:a starting.gated
       574 camera:a starting.connecting
       674 camera:a running.healthy
  `,
});

script('the size while memory is allocated: never used, given back', {
  script: [
    [1, desire({ a: wish() })],
    [1, desire({ a: wish({ width: 640 }) })],
  ],
  untilMs: 1500,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 allocate a 1280x720
         1 camera:a starting.allocating
         2 promise a
         2 camera:a starting.connecting
         3 camera:a stopping.capture
         3 close a
         3 camera:a stopping.queue
         4 free a
         4 camera:a stopping.memory
         5 allocate a 640x720
         5 camera:a starting.allocating
         6 spawn a/tracker 2.1
         6 camera:a starting.connecting
         6 spawn a/capture 2.1
         6 camera:a starting.gated
         6 camera:a starting.connecting
       106 camera:a running.healthy
  `,
});

script('the size while it waits for its place', {
  start: closedGate,
  script: [
    [1, desire({ a: wish() })],
    [300, desire({ a: wish({ width: 640 }) })],
  ],
  untilMs: 1500,
  fromMs: 300,
  trace: `
       300 promise a
       301 camera:a stopping.capture
       301 close a
       301 camera:a stopping.tracker
       321 exit a/tracker asked
       321 camera:a stopping.queue
       322 free a
       322 camera:a stopping.memory
       323 allocate a 640x720
       323 camera:a starting.allocating
       324 spawn a/tracker 2.1
       324 camera:a starting.connecting
       324 camera:a starting.gated
  `,
});

script('the size in back-off', {
  behave: captureDies,
  script: [
    [1, desire({ a: wish() })],
    [100, desire({ a: wish({ width: 640 }) })],
  ],
  untilMs: 200,
  fromMs: 20,
  trace: `
        22 exit a/capture crashed
        22 camera:a starting.backingOff
       100 promise a
       101 camera:a stopping.capture
       101 close a
       101 camera:a stopping.tracker
       121 exit a/tracker asked
       121 camera:a stopping.queue
       122 free a
       122 camera:a stopping.memory
       123 allocate a 640x720
       123 camera:a starting.allocating
       124 spawn a/tracker 2.1
       124 camera:a starting.connecting
       124 spawn a/capture 2.1
       124 camera:a starting.gated
       124 camera:a starting.connecting
       144 exit a/capture crashed
       144 camera:a starting.backingOff
  `,
});

regions.run();
