import { suite } from 'uvu';
import type { Role } from '../../../actors/contracts.ts';
import { desire, exit, hang, scriptsOf } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// What dies or hangs, and comes back.
const failures = suite('scripts: failures');
const script = scriptsOf(failures);

const captureDies = (_: string, role: Role) =>
  role === 'capture' ? { readyMs: null, exitMs: 20 } : {};
const trackerIgnoresTerm = (_: string, role: Role) => (role === 'tracker' ? { termMs: null } : {});

script('the tracker dies alone', {
  script: [
    [1, desire({ a: wish() })],
    [500, exit('a/tracker')],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 exit a/tracker crashed
       500 camera:a running.degraded
       740 spawn a/tracker 1.1
       840 camera:a running.healthy
  `,
});

script('capture dies alone', {
  script: [
    [1, desire({ a: wish() })],
    [500, exit('a/capture')],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 exit a/capture crashed
       500 camera:a starting.backingOff
       940 camera:a starting.gated
       940 spawn a/capture 1.1
       940 camera:a starting.connecting
      1040 camera:a running.healthy
  `,
});

script('both die at once', {
  script: [
    [1, desire({ a: wish() })],
    [500, exit('a/capture')],
    [500, exit('a/tracker')],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 exit a/capture crashed
       500 camera:a starting.backingOff
       500 exit a/tracker crashed
       740 spawn a/tracker 1.1
       940 camera:a starting.gated
       940 spawn a/capture 1.1
       940 camera:a starting.connecting
      1040 camera:a running.healthy
  `,
});

script('capture that never comes up: back-off doubles up to the cap', {
  behave: captureDies,
  script: [[1, desire({ a: wish() })]],
  untilMs: 20_000,
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
        22 exit a/capture crashed
        22 camera:a starting.backingOff
       462 camera:a starting.gated
       462 spawn a/capture 1.1
       462 camera:a starting.connecting
       482 exit a/capture crashed
       482 camera:a starting.backingOff
      1402 camera:a starting.gated
      1402 spawn a/capture 1.1
      1402 camera:a starting.connecting
      1422 exit a/capture crashed
      1422 camera:a starting.backingOff
      2804 camera:a starting.gated
      2804 spawn a/capture 1.1
      2804 camera:a starting.connecting
      2824 exit a/capture crashed
      2824 camera:a starting.backingOff
      5891 camera:a starting.gated
      5891 spawn a/capture 1.1
      5891 camera:a starting.connecting
      5911 exit a/capture crashed
      5911 camera:a starting.backingOff
     13225 camera:a starting.gated
     13225 spawn a/capture 1.1
     13225 camera:a starting.connecting
     13245 exit a/capture crashed
     13245 camera:a starting.backingOff
  `,
});

script('proven health makes old failures forgotten', {
  script: [
    [1, desire({ a: wish() })],
    [500, exit('a/tracker')],
    [2000, exit('a/tracker')],
    [100_000, exit('a/tracker')],
  ],
  untilMs: 101_000,
  fromMs: 500,
  trace: `
       500 exit a/tracker crashed
       500 camera:a running.degraded
       740 spawn a/tracker 1.1
       840 camera:a running.healthy
      2000 exit a/tracker crashed
      2000 camera:a running.degraded
      2426 spawn a/tracker 1.1
      2526 camera:a running.healthy
    100000 exit a/tracker crashed
    100000 camera:a running.degraded
    100170 spawn a/tracker 1.1
    100270 camera:a running.healthy
  `,
});

script('a hung tracker is terminated and restarted', {
  script: [
    [1, desire({ a: wish() })],
    [500, hang('a/tracker')],
  ],
  untilMs: 2500,
  fromMs: 500,
  trace: `
       500 camera:a running.degraded
       500 SIGTERM a/tracker
       550 exit a/tracker asked
       790 spawn a/tracker 1.1
       890 camera:a running.healthy
  `,
});

script('a hung tracker that ignores SIGTERM is killed', {
  behave: trackerIgnoresTerm,
  script: [
    [1, desire({ a: wish() })],
    [500, hang('a/tracker')],
  ],
  untilMs: 6000,
  fromMs: 500,
  trace: `
       500 camera:a running.degraded
       500 SIGTERM a/tracker
      4500 SIGKILL a/tracker
      4501 exit a/tracker asked
      4741 spawn a/tracker 1.1
      4841 camera:a running.healthy
  `,
});

script('a tracker that never says that it is ready', {
  behave: (_, role) => (role === 'tracker' ? { readyMs: null } : {}),
  script: [[1, desire({ a: wish() })]],
  untilMs: 11_000,
  fromMs: 100,
  trace: `
       102 camera:a running.degraded
     10002 SIGTERM a/tracker
     10052 exit a/tracker asked
     10292 spawn a/tracker 1.1
  `,
});

failures.run();
