import { suite } from 'uvu';
import {
  breakCamera,
  breakGate,
  breakProcess,
  breakReaper,
  desire,
  failConfig,
  scriptsOf,
  stop,
} from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// Other machines that throw, and a stream that fails.
const breakage = suite('scripts: breakage');
const script = scriptsOf(breakage);

script('a process machine that throws', {
  script: [
    [1, desire({ a: wish() })],
    [500, breakProcess('a', 'capture')],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 exit a/tracker asked
       500 exit a/capture asked
       500 clear a
       500 camera:a broken
       501 camera:a disabled.byConfig
       501 camera:a disabled.faulted
  `,
});

script('a run that throws at its start', {
  behave: (_, role) => (role === 'tracker' ? { throws: true } : {}),
  script: [[1, desire({ a: wish() })]],
  untilMs: 3000,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 allocate a 1280x720
         1 camera:a starting.allocating
         2 camera:a starting.connecting
         2 spawn a/capture 1.1
         2 camera:a starting.gated
         2 exit a/capture asked
         2 clear a
         2 camera:a broken
         3 camera:a disabled.byConfig
         3 camera:a disabled.faulted
  `,
});

script('throws while all stop', {
  script: [
    [1, desire({ a: wish(), b: wish() })],
    [500, stop(8000)],
    [510, breakCamera('a')],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       500 SIGTERM b/capture
       500 camera:b stopping.capture
       500 keeper draining.leaving
       510 SIGTERM a/tracker
       510 exit a/tracker asked
       510 exit a/capture asked
       510 clear a
       550 exit b/capture asked
       550 close b
       550 camera:b stopping.tracker
       570 exit b/tracker asked
       570 camera:b stopping.queue
       571 free b
       571 camera:b stopping.memory
       572 keeper draining.reaping
       572 camera:b removed
       573 keeper stopped
    result a: 0 finished, 0 discarded, forced nobody, abandoned nobody
    result b: 1 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody
  `,
});

script('stop while it is cleared away', {
  script: [
    [1, desire({ a: wish() })],
    [500, breakCamera('a')],
    [500, stop(8000)],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 SIGTERM a/tracker
       500 exit a/tracker asked
       500 exit a/capture asked
       500 clear a
       500 keeper draining.leaving
       501 keeper draining.reaping
       502 keeper stopped
    result a: 0 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody
  `,
});

script('the stream of configurations fails: listened to again, cameras run on', {
  script: [
    [1, desire({ a: wish() })],
    [500, failConfig],
    [600, desire({ a: wish(), b: wish() })],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 keeper running.deaf
      1500 keeper running.listening
      1500 camera:b disabled.byConfig
      1500 allocate b 1280x720
      1500 camera:b starting.allocating
      1501 spawn b/tracker 1.1
      1501 camera:b starting.connecting
      1501 spawn b/capture 1.1
      1501 camera:b starting.gated
      1501 camera:b starting.connecting
      1601 camera:b running.healthy
  `,
});

script('stop while nobody listens', {
  script: [
    [1, desire({ a: wish() })],
    [500, failConfig],
    [600, stop(8000)],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 keeper running.deaf
       600 SIGTERM a/capture
       600 camera:a stopping.capture
       600 keeper draining.leaving
       650 exit a/capture asked
       650 close a
       650 camera:a stopping.tracker
       670 exit a/tracker asked
       670 camera:a stopping.queue
       671 free a
       671 camera:a stopping.memory
       672 keeper draining.reaping
       672 camera:a removed
       673 keeper stopped
    result a: 1 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody
  `,
});

script('a gate that throws ends the keeper in order', {
  script: [
    [1, desire({ a: wish() })],
    [500, breakGate],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       500 keeper draining.leaving
       550 exit a/capture asked
       550 close a
       550 camera:a stopping.tracker
       570 exit a/tracker asked
       570 camera:a stopping.queue
       571 free a
       571 camera:a stopping.memory
       572 keeper draining.reaping
       572 camera:a removed
       573 keeper stopped
    result a: 1 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody, fault Error a malformed event
  `,
});

script('a reaper that throws ends the keeper in order', {
  script: [
    [1, desire({ a: wish() })],
    [500, breakReaper],
  ],
  untilMs: 9000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       500 keeper draining.leaving
       550 exit a/capture asked
       550 close a
       550 camera:a stopping.tracker
       570 exit a/tracker asked
       570 camera:a stopping.queue
       571 free a
       571 camera:a stopping.memory
       572 keeper draining.reaping
       572 camera:a removed
      5572 keeper stopped
    result a: 1 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody, fault Error a malformed event
  `,
});

breakage.run();
