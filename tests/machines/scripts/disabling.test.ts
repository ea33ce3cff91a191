import { suite } from 'uvu';
import type { Role } from '../../../actors/contracts.ts';
import { desire, scriptsOf } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// A camera is disabled, in each state.
const disabling = suite('scripts: disabling');
const script = scriptsOf(disabling);

const closedGate = { gate: { width: 0, holdMs: 1000 } };
const captureDies = (_: string, role: Role) =>
  role === 'capture' ? { readyMs: null, exitMs: 20 } : {};
const off = wish({ disabledBy: 'request' });

script('disabled by request, then by configuration, then removed', {
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: off })],
    [1000, desire({ a: wish({ disabledBy: 'config' }) })],
    [1500, desire({})],
  ],
  untilMs: 2000,
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
       572 camera:a disabled.byRequest
      1000 camera:a disabled.byConfig
      1500 camera:a removed
  `,
});

script('disabled while memory is allocated', {
  script: [
    [1, desire({ a: wish() })],
    [1, desire({ a: off })],
  ],
  untilMs: 2000,
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
         4 camera:a disabled.byRequest
  `,
});

script('disabled and enabled while memory is allocated', {
  script: [
    [1, desire({ a: wish() })],
    [1, desire({ a: off })],
    [1, desire({ a: wish() })],
  ],
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
       102 camera:a running.healthy
  `,
});

script('disabled while it waits for its place', {
  start: closedGate,
  script: [
    [1, desire({ a: wish() })],
    [300, desire({ a: off })],
  ],
  untilMs: 2000,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 allocate a 1280x720
         1 camera:a starting.allocating
         2 spawn a/tracker 1.1
         2 camera:a starting.connecting
         2 camera:a starting.gated
       300 camera:a stopping.capture
       300 close a
       300 camera:a stopping.tracker
       320 exit a/tracker asked
       320 camera:a stopping.queue
       321 free a
       321 camera:a stopping.memory
       322 camera:a disabled.byRequest
  `,
});

script('disabled in back-off', {
  behave: captureDies,
  script: [
    [1, desire({ a: wish() })],
    [100, desire({ a: off })],
  ],
  untilMs: 2000,
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
       122 camera:a disabled.byRequest
  `,
});

disabling.run();
