import { suite } from 'uvu';
import type { Role } from '../../../actors/contracts.ts';
import { desire, scriptsOf, stop } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// The gate, and stops of the keeper at odd moments.
const pacing = suite('scripts: pacing');
const script = scriptsOf(pacing);

const captureDies = (_: string, role: Role) =>
  role === 'capture' ? { readyMs: null, exitMs: 20 } : {};

script('the gate paces five cameras, two of which are dropped while they wait', {
  script: [
    [1, desire({ a: wish(), b: wish(), c: wish(), d: wish(), e: wish() })],
    [50, desire({ a: wish(), e: wish() })],
  ],
  untilMs: 2000,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 camera:b disabled.byConfig
         1 camera:c disabled.byConfig
         1 camera:d disabled.byConfig
         1 camera:e disabled.byConfig
         1 allocate a 1280x720
         1 camera:a starting.allocating
         1 allocate b 1280x720
         1 camera:b starting.allocating
         1 allocate c 1280x720
         1 camera:c starting.allocating
         1 allocate d 1280x720
         1 camera:d starting.allocating
         1 allocate e 1280x720
         1 camera:e starting.allocating
         2 spawn a/tracker 1.1
         2 camera:a starting.connecting
         2 spawn a/capture 1.1
         2 camera:a starting.gated
         2 camera:a starting.connecting
         2 spawn b/tracker 1.1
         2 camera:b starting.connecting
         2 spawn b/capture 1.1
         2 camera:b starting.gated
         2 camera:b starting.connecting
         2 spawn c/tracker 1.1
         2 camera:c starting.connecting
         2 camera:c starting.gated
         2 spawn d/tracker 1.1
         2 camera:d starting.connecting
         2 camera:d starting.gated
         2 spawn e/tracker 1.1
         2 camera:e starting.connecting
         2 camera:e starting.gated
        50 SIGTERM b/capture
        50 camera:b stopping.capture
        50 camera:c stopping.capture
        50 close c
        50 camera:c stopping.tracker
        50 camera:d stopping.capture
        50 close d
        50 camera:d stopping.tracker
        70 exit c/tracker asked
        70 exit d/tracker asked
        70 camera:c stopping.queue
        70 camera:d stopping.queue
        71 free c
        71 camera:c stopping.memory
        71 free d
        71 camera:d stopping.memory
        72 camera:c removed
        72 camera:d removed
       100 exit b/capture asked
       100 spawn e/capture 1.1
       100 camera:e starting.connecting
       100 close b
       100 camera:b stopping.tracker
       102 camera:a running.healthy
       120 exit b/tracker asked
       120 camera:b stopping.queue
       121 free b
       121 camera:b stopping.memory
       122 camera:b removed
       200 camera:e running.healthy
  `,
});

script('the gate takes back a place that is held for too long', {
  start: { gate: { width: 1, holdMs: 1000 } },
  behave: (camera) => (camera === 'a' ? { readyMs: null } : {}),
  script: [[1, desire({ a: wish(), b: wish() })]],
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
      1002 spawn b/capture 1.1
      1002 camera:b starting.connecting
      1102 camera:b running.healthy
  `,
});

script('stop while it boots', {
  beginMs: 0,
  script: [[0, stop(8000)]],
  untilMs: 3000,
  trace: `
         0 keeper booting
         0 keeper draining.reaping
         1 keeper stopped
    result: abandoned nobody
  `,
});

script('stop while memory is allocated', {
  script: [
    [1, desire({ a: wish() })],
    [1, stop(8000)],
  ],
  untilMs: 3000,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 allocate a 1280x720
         1 camera:a starting.allocating
         1 keeper draining.leaving
         2 camera:a stopping.capture
         2 close a
         2 camera:a stopping.queue
         3 free a
         3 camera:a stopping.memory
         4 keeper draining.reaping
         4 camera:a removed
         5 keeper stopped
    result a: 1 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody
  `,
});

script('stop in back-off', {
  behave: captureDies,
  script: [
    [1, desire({ a: wish() })],
    [100, stop(8000)],
  ],
  untilMs: 9000,
  fromMs: 20,
  trace: `
        22 exit a/capture crashed
        22 camera:a starting.backingOff
       100 camera:a stopping.capture
       100 close a
       100 camera:a stopping.tracker
       100 keeper draining.leaving
       120 exit a/tracker asked
       120 camera:a stopping.queue
       121 free a
       121 camera:a stopping.memory
       122 keeper draining.reaping
       122 camera:a removed
       123 keeper stopped
    result a: 1 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody
  `,
});

script('stop with nothing there', {
  script: [[100, stop(8000)]],
  untilMs: 9000,
  trace: `
         0 keeper booting
         1 keeper running.listening
       100 keeper draining.reaping
       101 keeper stopped
    result: abandoned nobody
  `,
});

pacing.run();
