import { suite } from 'uvu';
import type { Role } from '../../../actors/contracts.ts';
import { desire, scriptsOf, stop } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// What never ends, or never answers.
const abandoned = suite('scripts: abandoned');
const script = scriptsOf(abandoned);

const off = wish({ disabledBy: 'request' });
const unkillable = (camera: string, role: Role) =>
  camera === 'a' && role === 'capture' ? { termMs: null, killMs: null } : {};

script('cannot even be killed: abandoned and named, and the keeper ends', {
  behave: unkillable,
  script: [
    [1, desire({ a: wish(), b: wish() })],
    [500, stop(8000)],
  ],
  untilMs: 20_000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       500 SIGTERM b/capture
       500 camera:b stopping.capture
       500 keeper draining.leaving
       550 exit b/capture asked
       550 close b
       550 camera:b stopping.tracker
       570 exit b/tracker asked
       570 camera:b stopping.queue
       571 free b
       571 camera:b stopping.memory
       572 camera:b removed
      2500 SIGKILL a/capture
      3300 SIGTERM a/tracker
      3350 exit a/tracker asked
      4500 SIGKILL a/capture
      7700 clear a
      7700 camera:a removed
      7701 keeper draining.reaping
      7702 keeper stopped
    result b: 1 finished, 0 discarded, forced nobody, abandoned nobody
    result a: 0 finished, 0 discarded, forced nobody, abandoned a/capture 104
    result: abandoned a/capture 104
  `,
});

script(
  'cannot be killed and stays: memory is not freed under it; removed later, it is let go at once',
  {
    behave: unkillable,
    script: [
      [1, desire({ a: wish() })],
      [500, desire({ a: off })],
      [60_000, desire({})],
    ],
    untilMs: 80_000,
    fromMs: 500,
    trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
      2500 SIGKILL a/capture
      3300 SIGTERM a/tracker
      3350 exit a/tracker asked
      4500 SIGKILL a/capture
     60000 camera:a removed
     60000 clear a
  `,
  },
);

script('memory that does not answer while a camera leaves', {
  silent: (_, command) => command === 'memory.free',
  script: [
    [1, desire({ a: wish() })],
    [500, desire({})],
  ],
  untilMs: 80_000,
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
      7700 clear a
      7700 camera:a removed
  `,
});

script('memory that does not answer while a camera is disabled', {
  silent: (_, command) => command === 'queue.drain',
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: off })],
  ],
  untilMs: 80_000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       550 exit a/capture asked
       550 close a
       550 camera:a stopping.tracker
       570 exit a/tracker asked
       570 camera:a stopping.queue
     30570 clear a
     30570 camera:a broken
     30571 camera:a disabled.byConfig
     30571 camera:a disabled.byRequest
  `,
});

script('memory that does not answer at all', {
  silent: () => true,
  script: [[1, desire({ a: wish() })]],
  untilMs: 80_000,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 allocate a 1280x720
         1 camera:a starting.allocating
     30001 clear a
     30001 camera:a broken
     30002 camera:a disabled.byConfig
     30002 camera:a disabled.faulted
  `,
});

script('cut off by the deadline of the keeper while memory is silent: a result all the same', {
  silent: () => true,
  script: [
    [1, desire({ a: wish() })],
    [500, stop(1000)],
  ],
  untilMs: 80_000,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 allocate a 1280x720
         1 camera:a starting.allocating
       500 keeper draining.leaving
      1500 keeper draining.reaping
      1501 keeper stopped
    result a: 0 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody
  `,
});

abandoned.run();
