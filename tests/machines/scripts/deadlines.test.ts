import { suite } from 'uvu';
import type { Role } from '../../../actors/contracts.ts';
import { desire, exit, hang, scriptsOf, stop } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// Stops that somebody is late for.
const deadlines = suite('scripts: deadlines');
const script = scriptsOf(deadlines);

const off = wish({ disabledBy: 'request' });
const trackerIgnoresTerm = (_: string, role: Role) => (role === 'tracker' ? { termMs: null } : {});
const stubborn = () => ({ termMs: null, finishMs: null });
const stubbornCapture = (_: string, role: Role) => ({ termMs: role === 'capture' ? null : 5 });

script('nobody listens: capture killed at 25 %, tracker terminated at 35 %, killed at 50 %', {
  behave: stubborn,
  script: [
    [1, desire({ a: wish() })],
    [500, stop(8000)],
  ],
  untilMs: 20_000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       500 keeper draining.leaving
      2500 SIGKILL a/capture
      2501 exit a/capture asked
      2501 close a
      2501 camera:a stopping.tracker
      3300 SIGTERM a/tracker
      4500 SIGKILL a/tracker
      4501 exit a/tracker asked
      4501 camera:a stopping.queue
      4502 free a
      4502 camera:a stopping.memory
      4503 keeper draining.reaping
      4503 camera:a removed
      4504 keeper stopped
    result a: 1 finished, 0 discarded, forced capture and tracker, abandoned nobody
    result: abandoned nobody
  `,
});

script('a later, shorter stop of the keeper replaces the deadlines of the camera', {
  behave: stubborn,
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: off })],
    [600, stop(1000)],
  ],
  untilMs: 20_000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       600 keeper draining.leaving
       850 SIGKILL a/capture
       851 exit a/capture asked
       851 close a
       851 camera:a stopping.tracker
       950 SIGTERM a/tracker
      1100 SIGKILL a/tracker
      1101 exit a/tracker asked
      1101 camera:a stopping.queue
      1102 free a
      1102 camera:a stopping.memory
      1103 keeper draining.reaping
      1103 camera:a removed
      1104 keeper stopped
    result a: 1 finished, 0 discarded, forced capture and tracker, abandoned nobody
    result: abandoned nobody
  `,
});

script('a second stop that is shorter shortens', {
  behave: stubborn,
  script: [
    [1, desire({ a: wish() })],
    [500, stop(8000)],
    [1000, stop(1000)],
  ],
  untilMs: 20_000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       500 keeper draining.leaving
      1250 SIGKILL a/capture
      1251 exit a/capture asked
      1251 close a
      1251 camera:a stopping.tracker
      1350 SIGTERM a/tracker
      1500 SIGKILL a/tracker
      1501 exit a/tracker asked
      1501 camera:a stopping.queue
      1502 free a
      1502 camera:a stopping.memory
      1503 keeper draining.reaping
      1503 camera:a removed
      1504 keeper stopped
    result a: 1 finished, 0 discarded, forced capture and tracker, abandoned nobody
    result: abandoned nobody
  `,
});

script('a second stop that is not shorter puts nothing off', {
  behave: stubborn,
  script: [
    [1, desire({ a: wish() })],
    [500, stop(8000)],
    [8000, stop(8000)],
  ],
  untilMs: 20_000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       500 keeper draining.leaving
      2500 SIGKILL a/capture
      2501 exit a/capture asked
      2501 close a
      2501 camera:a stopping.tracker
      3300 SIGTERM a/tracker
      4500 SIGKILL a/tracker
      4501 exit a/tracker asked
      4501 camera:a stopping.queue
      4502 free a
      4502 camera:a stopping.memory
      4503 keeper draining.reaping
      4503 camera:a removed
      4504 keeper stopped
    result a: 1 finished, 0 discarded, forced capture and tracker, abandoned nobody
    result: abandoned nobody
  `,
});

script('the tracker does not read to the end, but hears SIGTERM', {
  behave: () => ({ finishMs: null }),
  script: [
    [1, desire({ a: wish() })],
    [500, stop(8000)],
  ],
  untilMs: 20_000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       500 keeper draining.leaving
       550 exit a/capture asked
       550 close a
       550 camera:a stopping.tracker
      3300 SIGTERM a/tracker
      3350 exit a/tracker asked
      3350 camera:a stopping.queue
      3351 free a
      3351 camera:a stopping.memory
      3352 keeper draining.reaping
      3352 camera:a removed
      3353 keeper stopped
    result a: 1 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody
  `,
});

script('the tracker dies while capture stops', {
  behave: (_, role) => (role === 'capture' ? { termMs: 500 } : {}),
  script: [
    [1, desire({ a: wish() })],
    [500, desire({})],
    [600, exit('a/tracker')],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       600 exit a/tracker crashed
      1000 exit a/capture asked
      1000 close a
      1000 camera:a stopping.queue
      1001 free a
      1001 camera:a stopping.memory
      1002 camera:a removed
  `,
});

script(
  'the tracker is done before its SIGTERM is due, capture only after: nothing is named twice',
  {
    behave: stubbornCapture,
    script: [
      [1, desire({ a: wish() })],
      [500, hang('a/tracker')],
      [5000, stop(60_000)],
    ],
    untilMs: 80_000,
    fromMs: 500,
    trace: `
       500 camera:a running.degraded
       500 SIGTERM a/tracker
       505 exit a/tracker asked
       745 spawn a/tracker 1.1
       845 camera:a running.healthy
      5000 SIGTERM a/capture
      5000 camera:a stopping.capture
      5000 keeper draining.leaving
      9000 SIGKILL a/capture
      9001 exit a/capture asked
      9001 close a
      9001 camera:a stopping.tracker
      9021 exit a/tracker asked
      9021 camera:a stopping.queue
      9022 free a
      9022 camera:a stopping.memory
      9023 keeper draining.reaping
      9023 camera:a removed
      9024 keeper stopped
    result a: 1 finished, 0 discarded, forced capture, abandoned nobody
    result: abandoned nobody
  `,
  },
);

script('killed once while it ran, not forced when it is stopped later', {
  behave: trackerIgnoresTerm,
  script: [
    [1, desire({ a: wish() })],
    [500, hang('a/tracker')],
    [4510, stop(8000)],
  ],
  untilMs: 20_000,
  fromMs: 500,
  trace: `
       500 camera:a running.degraded
       500 SIGTERM a/tracker
      4500 SIGKILL a/tracker
      4501 exit a/tracker asked
      4510 SIGTERM a/capture
      4510 camera:a stopping.capture
      4510 keeper draining.leaving
      4560 exit a/capture asked
      4560 close a
      4560 camera:a stopping.queue
      4561 free a
      4561 camera:a stopping.memory
      4562 keeper draining.reaping
      4562 camera:a removed
      4563 keeper stopped
    result a: 1 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody
  `,
});

deadlines.run();
