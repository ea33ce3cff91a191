import { suite } from 'uvu';
import type { CameraConfig } from '../../../config/camera-config.ts';
import { desire, restart, room, scriptsOf } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// Memory that is refused.
const refusals = suite('scripts: refusals');
const script = scriptsOf(refusals);

const off = wish({ disabledBy: 'request' });
const tooWide = (_: string, { detect }: CameraConfig) => detect.width > 1000;
/** True so many times. */
const until = (times: number) => {
  let left = times;
  return () => left-- > 0;
};

script('memory refused: rests, and tries again when there is room', {
  refuse: until(2),
  script: [
    [1, desire({ a: wish() })],
    [500, room('a')],
    [1000, room('a')],
  ],
  untilMs: 1500,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 refuse a
         1 camera:a starting.allocating
         2 camera:a disabled.faulted
       500 refuse a
       500 camera:a starting.allocating
       501 camera:a disabled.faulted
      1000 allocate a 1280x720
      1000 camera:a starting.allocating
      1001 spawn a/tracker 1.1
      1001 camera:a starting.connecting
      1001 spawn a/capture 1.1
      1001 camera:a starting.gated
      1001 camera:a starting.connecting
      1101 camera:a running.healthy
  `,
});

script('memory refused, then a smaller size', {
  refuse: tooWide,
  script: [
    [1, desire({ a: wish() })],
    [500, desire({ a: wish({ width: 640 }) })],
  ],
  untilMs: 1500,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 refuse a
         1 camera:a starting.allocating
         2 camera:a disabled.faulted
       500 allocate a 640x720
       500 camera:a starting.allocating
       501 spawn a/tracker 1.1
       501 camera:a starting.connecting
       501 spawn a/capture 1.1
       501 camera:a starting.gated
       501 camera:a starting.connecting
       601 camera:a running.healthy
  `,
});

script('memory refused for an older wish than the newest: that one is tried', {
  refuse: tooWide,
  script: [
    [1, desire({ a: wish() })],
    [1, desire({ a: wish({ width: 640 }) })],
  ],
  untilMs: 1500,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 refuse a
         1 camera:a starting.allocating
         2 allocate a 640x720
         3 spawn a/tracker 1.1
         3 camera:a starting.connecting
         3 spawn a/capture 1.1
         3 camera:a starting.gated
         3 camera:a starting.connecting
       103 camera:a running.healthy
  `,
});

script('memory refused for a wish that is withdrawn meanwhile', {
  refuse: tooWide,
  script: [
    [1, desire({ a: wish() })],
    [1, desire({ a: off })],
  ],
  untilMs: 1500,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 refuse a
         1 camera:a starting.allocating
         2 camera:a disabled.byRequest
  `,
});

script('memory refused: a restart tries again', {
  refuse: until(1),
  script: [
    [1, desire({ a: wish() })],
    [500, restart('a')],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 allocate a 1280x720
       500 camera:a starting.allocating
       501 spawn a/tracker 1.1
       501 camera:a starting.connecting
       501 spawn a/capture 1.1
       501 camera:a starting.gated
       501 camera:a starting.connecting
       601 camera:a running.healthy
  `,
});

refusals.run();
