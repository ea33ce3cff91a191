import { suite } from 'uvu';
import type { CameraConfig } from '../../../config/camera-config.ts';
import { regionBytes } from '../../../config/region-shape.ts';
import { desire, exit, scriptsOf, stop } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// Memory that does not do for everything that is wished.
const budget = suite('scripts: budget');
const script = scriptsOf(budget);

const small = wish({ width: 640 });
const large = wish();
const larger = wish({ width: 1920 });
const off = (camera = large) => ({ ...camera, disabledBy: 'request' as const });
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

script('the change that was refused happens when another camera leaves', {
  memoryBytes: forBytes(large, small),
  script: [
    [1, desire({ a: small, b: small })],
    [500, desire({ a: large, b: large })],
    [1000, desire({ b: large })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 promise a
       500 decline b
       501 SIGTERM a/capture
       501 camera:a stopping.capture
       501 configure b/capture
       501 configure b/tracker
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
      1000 SIGTERM a/capture
      1000 camera:a stopping.capture
      1050 exit a/capture asked
      1050 close a
      1050 camera:a stopping.tracker
      1070 exit a/tracker asked
      1070 camera:a stopping.queue
      1071 promise b
      1071 free a
      1071 camera:a stopping.memory
      1072 SIGTERM b/capture
      1072 camera:b stopping.capture
      1072 camera:a removed
      1122 exit b/capture asked
      1122 close b
      1122 camera:b stopping.tracker
      1142 exit b/tracker asked
      1142 camera:b stopping.queue
      1143 free b
      1143 camera:b stopping.memory
      1144 allocate b 1280x720
      1144 camera:b starting.allocating
      1145 spawn b/tracker 2.1
      1145 camera:b starting.connecting
      1145 spawn b/capture 2.1
      1145 camera:b starting.gated
      1145 camera:b starting.connecting
      1245 camera:b running.healthy
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

script('what was promised is kept from others until it is used', {
  memoryBytes: forBytes(large, small),
  script: [
    [1, desire({ a: small })],
    [500, desire({ a: large })],
    [510, desire({ a: large, b: large })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 promise a
       501 SIGTERM a/capture
       501 camera:a stopping.capture
       510 camera:b disabled.byConfig
       510 refuse b
       510 camera:b starting.allocating
       511 camera:b disabled.faulted
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

script('a promise is given back when the wish is withdrawn', {
  memoryBytes: forBytes(large, small),
  script: [
    [1, desire({ a: small })],
    [500, desire({ a: large })],
    [510, desire({ a: off(), b: large })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 promise a
       501 SIGTERM a/capture
       501 camera:a stopping.capture
       510 camera:b disabled.byConfig
       510 allocate b 1280x720
       510 camera:b starting.allocating
       511 spawn b/tracker 1.1
       511 camera:b starting.connecting
       511 spawn b/capture 1.1
       511 camera:b starting.gated
       511 camera:b starting.connecting
       551 exit a/capture asked
       551 close a
       551 camera:a stopping.tracker
       571 exit a/tracker asked
       571 camera:a stopping.queue
       572 free a
       572 camera:a stopping.memory
       573 camera:a disabled.byRequest
       611 camera:b running.healthy
  `,
});

script('cameras wait in order, and the large one is not passed by what is given back', {
  memoryBytes: forBytes(small, small),
  script: [
    [1, desire({ a: small, b: small, c: large, d: small })],
    [500, desire({ a: off(small), b: off(small), c: large, d: small })],
    [1000, desire({ c: off(), d: small })],
  ],
  untilMs: 1500,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 camera:b disabled.byConfig
         1 camera:c disabled.byConfig
         1 camera:d disabled.byConfig
         1 allocate a 640x720
         1 camera:a starting.allocating
         1 allocate b 640x720
         1 camera:b starting.allocating
         1 refuse c
         1 camera:c starting.allocating
         1 refuse d
         1 camera:d starting.allocating
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
         2 camera:c disabled.faulted
         2 camera:d disabled.faulted
       102 camera:a running.healthy
       102 camera:b running.healthy
       500 SIGTERM a/capture
       500 camera:a stopping.capture
       500 SIGTERM b/capture
       500 camera:b stopping.capture
       550 exit a/capture asked
       550 exit b/capture asked
       550 close a
       550 camera:a stopping.tracker
       550 close b
       550 camera:b stopping.tracker
       570 exit a/tracker asked
       570 exit b/tracker asked
       570 camera:a stopping.queue
       570 camera:b stopping.queue
       571 free a
       571 camera:a stopping.memory
       571 free b
       571 camera:b stopping.memory
       572 camera:a disabled.byRequest
       572 allocate c 1280x720
       572 camera:c starting.allocating
       572 camera:b disabled.byRequest
       573 spawn c/tracker 1.1
       573 camera:c starting.connecting
       573 spawn c/capture 1.1
       573 camera:c starting.gated
       573 camera:c starting.connecting
       673 camera:c running.healthy
      1000 camera:a removed
      1000 camera:b removed
      1000 SIGTERM c/capture
      1000 camera:c stopping.capture
      1050 exit c/capture asked
      1050 close c
      1050 camera:c stopping.tracker
      1070 exit c/tracker asked
      1070 camera:c stopping.queue
      1071 free c
      1071 camera:c stopping.memory
      1072 allocate d 640x720
      1072 camera:d starting.allocating
      1072 camera:c disabled.byRequest
      1073 spawn d/tracker 1.1
      1073 camera:d starting.connecting
      1073 spawn d/capture 1.1
      1073 camera:d starting.gated
      1073 camera:d starting.connecting
      1173 camera:d running.healthy
  `,
});

script('nobody waits for room that nobody gives back', {
  memoryBytes: forBytes(small, small),
  script: [[1, desire({ a: small, b: large, c: small })]],
  untilMs: 500,
  trace: `
         0 keeper booting
         1 keeper running.listening
         1 camera:a disabled.byConfig
         1 camera:b disabled.byConfig
         1 camera:c disabled.byConfig
         1 allocate a 640x720
         1 camera:a starting.allocating
         1 refuse b
         1 camera:b starting.allocating
         1 allocate c 640x720
         1 camera:c starting.allocating
         2 spawn a/tracker 1.1
         2 camera:a starting.connecting
         2 spawn a/capture 1.1
         2 camera:a starting.gated
         2 camera:a starting.connecting
         2 camera:b disabled.faulted
         2 spawn c/tracker 1.1
         2 camera:c starting.connecting
         2 spawn c/capture 1.1
         2 camera:c starting.gated
         2 camera:c starting.connecting
       102 camera:a running.healthy
       102 camera:c running.healthy
  `,
});

script('those that are down go before those that would like to be larger', {
  memoryBytes: forBytes(small, small, small),
  script: [
    [1, desire({ a: small, b: small, x: small })],
    [500, desire({ a: large, b: small, c: small, x: small })],
    [600, desire({ a: large, b: small, c: small })],
  ],
  untilMs: 1500,
  fromMs: 500,
  trace: `
       500 camera:c disabled.byConfig
       500 decline a
       500 refuse c
       500 camera:c starting.allocating
       501 configure a/capture
       501 configure a/tracker
       501 camera:c disabled.faulted
       600 SIGTERM x/capture
       600 camera:x stopping.capture
       650 exit x/capture asked
       650 close x
       650 camera:x stopping.tracker
       670 exit x/tracker asked
       670 camera:x stopping.queue
       671 free x
       671 camera:x stopping.memory
       672 allocate c 640x720
       672 camera:c starting.allocating
       672 camera:x removed
       673 spawn c/tracker 1.1
       673 camera:c starting.connecting
       673 spawn c/capture 1.1
       673 camera:c starting.gated
       673 camera:c starting.connecting
       773 camera:c running.healthy
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

script('room from outside is found by looking', {
  memoryBytes: (() => {
    let looks = 0;
    return () => (++looks > 4 ? bytesOf(larger) : bytesOf(small));
  })(),
  script: [
    [1, desire({ a: small })],
    [500, desire({ a: large })],
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
