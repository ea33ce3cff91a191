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
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       550 exit a/capture asked
       550 close a
       550 camera:a stopping.tracker
       570 exit a/tracker asked
       570 camera:a stopping.queue
       571 free a
       571 camera:a stopping.memory
       572 allocate a 640x720
       572 camera:a starting.allocating
       573 spawn a/tracker 2.1
       573 camera:a starting.connecting
       573 spawn a/capture 2.1
       573 camera:a starting.gated
       573 camera:a starting.connecting
       673 camera:a running.healthy
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
         2 camera:a stopping.capture
         2 close a
         2 camera:a stopping.queue
         3 free a
         3 camera:a stopping.memory
         4 allocate a 640x720
         4 camera:a starting.allocating
         5 spawn a/tracker 2.1
         5 camera:a starting.connecting
         5 spawn a/capture 2.1
         5 camera:a starting.gated
         5 camera:a starting.connecting
       105 camera:a running.healthy
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
       300 camera:a stopping.capture
       300 close a
       300 camera:a stopping.tracker
       320 exit a/tracker asked
       320 camera:a stopping.queue
       321 free a
       321 camera:a stopping.memory
       322 allocate a 640x720
       322 camera:a starting.allocating
       323 spawn a/tracker 2.1
       323 camera:a starting.connecting
       323 camera:a starting.gated
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
       100 camera:a stopping.capture
       100 close a
       100 camera:a stopping.tracker
       120 exit a/tracker asked
       120 camera:a stopping.queue
       121 free a
       121 camera:a stopping.memory
       122 allocate a 640x720
       122 camera:a starting.allocating
       123 spawn a/tracker 2.1
       123 camera:a starting.connecting
       123 spawn a/capture 2.1
       123 camera:a starting.gated
       123 camera:a starting.connecting
       143 exit a/capture crashed
       143 camera:a starting.backingOff
  `,
});

regions.run();
