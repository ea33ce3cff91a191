import { suite } from 'uvu';
import type { CameraConfig } from '../../../config/camera-config.ts';
import { regionBytes } from '../../../config/region-shape.ts';
import { desire, exit, scriptsOf, stop } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// Another size, where memory may not do for it.
const budget = suite('scripts: size changes');
const script = scriptsOf(budget);

const small = wish({ width: 640 });
const large = wish();
const larger = wish({ width: 1920 });
const bytesOf = ({ config }: { readonly config: CameraConfig }) => regionBytes(config);
const forBytes =
  (...cameras: { readonly config: CameraConfig }[]) =>
  () =>
    cameras.reduce((sum, camera) => sum + bytesOf(camera), 0);

script('a larger size that does not fit: the camera runs on, with its other new settings', {
  memoryBytes: forBytes(small, small),
  script: [
    [1, desire({ a: small })],
    [500, desire({ a: wish({ width: 1920, url: 'b' }) })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 decline a
       501 SIGTERM a/capture
       501 configure a/tracker
       501 camera:a starting.connecting
       551 exit a/capture asked
       551 camera:a starting.gated
       551 spawn a/capture 1.2
       551 camera:a starting.connecting
       651 camera:a running.healthy
  `,
});

script('no restart where size is all that changed', {
  memoryBytes: forBytes(small, small),
  script: [
    [1, desire({ a: small })],
    [500, desire({ a: larger })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 decline a
       501 configure a/capture
       501 configure a/tracker
  `,
});

script('what the camera gives back itself is counted', {
  memoryBytes: forBytes(large),
  script: [
    [1, desire({ a: small })],
    [500, desire({ a: large })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 promise a
       501 SIGTERM a/capture
       501 camera:a stopping.capture
       551 exit a/capture asked
       551 close a
       551 camera:a stopping.tracker
       571 exit a/tracker asked
       571 camera:a stopping.queue
       572 free a
       572 camera:a stopping.memory
       573 allocate a 1280x720
       573 camera:a starting.allocating
       574 spawn a/tracker 2.1
       574 camera:a starting.connecting
       574 spawn a/capture 2.1
       574 camera:a starting.gated
       574 camera:a starting.connecting
       674 camera:a running.healthy
  `,
});

script('a wish that fits again takes the place of the one that waits', {
  memoryBytes: forBytes(small, small),
  script: [
    [1, desire({ a: small })],
    [500, desire({ a: larger })],
    [600, desire({ a: wish({ width: 640, detect: false }) })],
    [700, desire({ a: small, b: small })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 decline a
       501 configure a/capture
       501 configure a/tracker
       600 configure a/capture
       600 configure a/tracker
       700 camera:b disabled.byConfig
       700 configure a/capture
       700 configure a/tracker
       700 allocate b 640x720
       700 camera:b starting.allocating
       701 spawn b/tracker 1.1
       701 camera:b starting.connecting
       701 spawn b/capture 1.1
       701 camera:b starting.gated
       701 camera:b starting.connecting
       801 camera:b running.healthy
  `,
});

script('a region that became unusable is had again, at the size that fits', {
  memoryBytes: forBytes(small),
  script: [
    [1, desire({ a: small })],
    [500, desire({ a: large, b: small })],
    [600, exit('a/capture', 'ring-unusable')],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 camera:b disabled.byConfig
       500 decline a
       500 refuse b
       500 camera:b starting.allocating
       501 configure a/capture
       501 configure a/tracker
       501 camera:b disabled.faulted
       600 exit a/capture ring-unusable
       600 camera:a stopping.capture
       600 close a
       600 camera:a stopping.tracker
       620 exit a/tracker asked
       620 camera:a stopping.queue
       621 free a
       621 camera:a stopping.memory
       622 allocate a 640x720
       622 camera:a starting.allocating
       623 decline a
       623 camera:a starting.connecting
       624 spawn a/tracker 2.1
       624 camera:a starting.backingOff
      1064 camera:a starting.gated
      1064 spawn a/capture 2.1
      1064 camera:a starting.connecting
      1164 camera:a running.healthy
  `,
});

const outside = { bytes: bytesOf(small) };

script('room from outside is found by looking', {
  memoryBytes: () => outside.bytes,
  script: [
    [1, desire({ a: small })],
    [500, desire({ a: large })],
    [5000, () => Object.assign(outside, { bytes: bytesOf(large) })],
  ],
  untilMs: 31_000,
  fromMs: 500,
  trace: `
       500 decline a
       501 configure a/capture
       501 configure a/tracker
     10500 promise a
     10501 SIGTERM a/capture
     10501 camera:a stopping.capture
     10551 exit a/capture asked
     10551 close a
     10551 camera:a stopping.tracker
     10571 exit a/tracker asked
     10571 camera:a stopping.queue
     10572 free a
     10572 camera:a stopping.memory
     10573 allocate a 1280x720
     10573 camera:a starting.allocating
     10574 spawn a/tracker 2.1
     10574 camera:a starting.connecting
     10574 spawn a/capture 2.1
     10574 camera:a starting.gated
     10574 camera:a starting.connecting
     10674 camera:a running.healthy
  `,
});

script('memory that does not answer: the camera runs on with what it has', {
  silent: (_, command) => command === 'memory.ask',
  script: [
    [1, desire({ a: small })],
    [500, desire({ a: wish({ detect: false }) })],
    [40_000, stop(8000)],
  ],
  untilMs: 41_000,
  fromMs: 500,
  trace: `
       500 promise a
     30500 configure a/capture
     30500 configure a/tracker
     40000 SIGTERM a/capture
     40000 camera:a stopping.capture
     40000 keeper draining.leaving
     40050 exit a/capture asked
     40050 close a
     40050 camera:a stopping.tracker
     40070 exit a/tracker asked
     40070 camera:a stopping.queue
     40071 free a
     40071 camera:a stopping.memory
     40072 keeper draining.reaping
     40072 camera:a removed
     40073 keeper stopped
    result a: 1 finished, 0 discarded, forced nobody, abandoned nobody
    result: abandoned nobody
  `,
});

budget.run();
