import { suite } from 'uvu';
import { breakCamera, desire, restart, scriptsOf } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// How a camera that broke comes back.
const revival = suite('scripts: revival');
const script = scriptsOf(revival);

script('a newer wish revives', {
  script: [
    [1, desire({ a: wish() })],
    [500, breakCamera('a')],
    [1500, desire({ a: wish({ url: 'b' }) })],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 SIGTERM a/tracker
       500 exit a/tracker asked
       500 exit a/capture asked
       500 clear a
       501 camera:a disabled.byConfig
       501 camera:a disabled.faulted
      1500 allocate a 1280x720
      1500 camera:a starting.allocating
      1501 spawn a/tracker 1.1
      1501 camera:a starting.connecting
      1501 spawn a/capture 1.1
      1501 camera:a starting.gated
      1501 camera:a starting.connecting
      1601 camera:a running.healthy
  `,
});

script('a newer wish while it is cleared away revives', {
  script: [
    [1, desire({ a: wish() })],
    [500, breakCamera('a')],
    [500, desire({ a: wish({ url: 'b' }) })],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 SIGTERM a/tracker
       500 exit a/tracker asked
       500 exit a/capture asked
       500 clear a
       501 camera:a disabled.byConfig
       501 allocate a 1280x720
       501 camera:a starting.allocating
       502 spawn a/tracker 1.1
       502 camera:a starting.connecting
       502 spawn a/capture 1.1
       502 camera:a starting.gated
       502 camera:a starting.connecting
       602 camera:a running.healthy
  `,
});

script('a restart while it is cleared away revives', {
  script: [
    [1, desire({ a: wish() })],
    [500, breakCamera('a')],
    [500, restart('a')],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 SIGTERM a/tracker
       500 exit a/tracker asked
       500 exit a/capture asked
       500 clear a
       501 camera:a disabled.byConfig
       501 allocate a 1280x720
       501 camera:a starting.allocating
       502 spawn a/tracker 1.1
       502 camera:a starting.connecting
       502 spawn a/capture 1.1
       502 camera:a starting.gated
       502 camera:a starting.connecting
       602 camera:a running.healthy
  `,
});

script('removed while it is cleared away', {
  script: [
    [1, desire({ a: wish() })],
    [500, breakCamera('a')],
    [500, desire({})],
  ],
  untilMs: 3000,
  fromMs: 500,
  trace: `
       500 SIGTERM a/capture
       500 SIGTERM a/tracker
       500 exit a/tracker asked
       500 exit a/capture asked
       500 clear a
  `,
});

revival.run();
