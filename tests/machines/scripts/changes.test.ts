import { suite } from 'uvu';
import type { Role } from '../../../actors/contracts.ts';
import { desire, scriptsOf } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// Changes of the configuration, in each state.
const changes = suite('scripts: changes');
const script = scriptsOf(changes);

const closedGate = { gate: { width: 0, holdMs: 1000 } };
const captureDies = (_: string, role: Role) =>
  role === 'capture' ? { readyMs: null, exitMs: 20 } : {};

script('live settings while running: nobody restarts', {
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: wish({ detect: false }) })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 configure a/capture
       500 configure a/tracker
  `,
});

script('the url while running: capture restarts, the tracker does not', {
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: wish({ url: 'b' }) })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 configure a/tracker
       500 camera:a starting.connecting
       550 exit a/capture asked
       550 camera:a starting.gated
       550 spawn a/capture 1.2
       550 camera:a starting.connecting
       650 camera:a running.healthy
  `,
});

script('the url twice while capture stops: one restart', {
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: wish({ url: 'b' }) })],
    [520, desire({ a: wish({ url: 'c' }) })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 configure a/tracker
       500 camera:a starting.connecting
       520 configure a/tracker
       550 exit a/capture asked
       550 camera:a starting.gated
       550 spawn a/capture 1.3
       550 camera:a starting.connecting
       650 camera:a running.healthy
  `,
});

script('the url there and back while capture stops', {
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: wish({ url: 'b' }) })],
    [520, desire({ a: wish() })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 configure a/tracker
       500 camera:a starting.connecting
       520 configure a/tracker
       550 exit a/capture asked
       550 camera:a starting.gated
       550 spawn a/capture 1.3
       550 camera:a starting.connecting
       650 camera:a running.healthy
  `,
});

script('the url while connecting', {
  script: [
    [1, desire({ a: wish() })],
    [50, desire({ a: wish({ url: 'b' }) })],
  ],
  untilMs: 1500,
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
        50 SIGTERM a/capture
        50 configure a/tracker
       100 exit a/capture asked
       100 camera:a starting.gated
       100 spawn a/capture 1.2
       100 camera:a starting.connecting
       200 camera:a running.healthy
  `,
});

script('the url while memory is allocated', {
  script: [
    [1, desire({ a: wish() })],
    [1, desire({ a: wish({ url: 'b' }) })],
  ],
  untilMs: 1500,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 allocate a 1280x720
         1 camera:a starting.allocating
         2 spawn a/tracker 1.1
         2 camera:a starting.connecting
         2 spawn a/capture 1.2
         2 camera:a starting.gated
         2 camera:a starting.connecting
       102 camera:a running.healthy
  `,
});

script('the url while it waits for its place', {
  start: closedGate,
  script: [
    [1, desire({ a: wish() })],
    [300, desire({ a: wish({ url: 'b' }) })],
  ],
  untilMs: 1500,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 allocate a 1280x720
         1 camera:a starting.allocating
         2 spawn a/tracker 1.1
         2 camera:a starting.connecting
         2 camera:a starting.gated
       300 configure a/tracker
  `,
});

script('the url in back-off is tried at once', {
  behave: captureDies,
  script: [
    [1, desire({ a: wish() })],
    [100, desire({ a: wish({ url: 'b' }) })],
  ],
  untilMs: 200,
  fromMs: 20,
  trace: `
        22 exit a/capture crashed
        22 camera:a starting.backingOff
       100 configure a/tracker
       100 camera:a starting.gated
       100 spawn a/capture 1.2
       100 camera:a starting.connecting
       120 exit a/capture crashed
       120 camera:a starting.backingOff
  `,
});

script('live settings in back-off do not end it', {
  behave: captureDies,
  script: [
    [1, desire({ a: wish() })],
    [100, desire({ a: wish({ detect: false }) })],
  ],
  untilMs: 300,
  fromMs: 20,
  trace: `
        22 exit a/capture crashed
        22 camera:a starting.backingOff
       100 configure a/tracker
  `,
});

changes.run();
