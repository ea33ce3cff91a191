import { suite } from 'uvu';
import { desire, scriptsOf, stop } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// The life of a camera: what is wished when.
const life = suite('scripts: life');
const script = scriptsOf(life);

const off = wish({ disabledBy: 'request' });

script('start and stop', {
  script: [
    [1, desire({ a: wish() })],
    [1000, stop(8000)],
  ],
  untilMs: 10_000,
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
      1000 SIGTERM a/capture
      1000 camera:a stopping.capture
      1000 keeper draining.leaving
      1050 exit a/capture asked
      1050 close a
      1050 camera:a stopping.tracker
      1070 exit a/tracker asked
      1070 camera:a stopping.queue
      1071 free a
      1071 camera:a stopping.memory
      1072 keeper draining.reaping
      1072 camera:a removed
      1073 keeper stopped
    result a: 1 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody
  `,
});

script('two cameras whose names begin alike do not touch each other', {
  script: [
    [1, desire({ front: wish(), front_door: wish() })],
    [500, desire({ front_door: wish() })],
  ],
  untilMs: 2000,
  fromMs: 500,
  trace: `
       500 SIGTERM front/capture
       500 camera:front stopping.capture
       550 exit front/capture asked
       550 close front
       550 camera:front stopping.tracker
       570 exit front/tracker asked
       570 camera:front stopping.queue
       571 free front
       571 camera:front stopping.memory
       572 camera:front removed
  `,
});

script('removed and added again while it stops: the last wish wins', {
  script: [
    [1, desire({ a: wish() })],
    [500, desire({})],
    [520, desire({ a: wish({ url: 'b' }) })],
    [530, desire({})],
    [540, desire({ a: wish({ url: 'c' }) })],
  ],
  untilMs: 3000,
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

script('removed for good while it stops', {
  script: [
    [1, desire({ a: wish() })],
    [500, desire({})],
    [520, desire({ a: wish() })],
    [530, desire({})],
  ],
  untilMs: 3000,
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
       572 camera:a removed
  `,
});

script('disabled and enabled while it stops', {
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: off })],
    [510, desire({ a: wish() })],
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

life.run();
