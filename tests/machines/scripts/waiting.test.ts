import { suite } from 'uvu';
import type { CameraConfig } from '../../../config/camera-config.ts';
import { regionBytes } from '../../../config/region-shape.ts';
import { desire, scriptsOf } from '../../support/script.ts';
import { wish } from '../../support/wish.ts';

// Who waits for memory, and for what.
const budget = suite('scripts: waiting');
const script = scriptsOf(budget);

const small = wish({ width: 640 });
const large = wish();
const off = (camera = large) => ({ ...camera, disabledBy: 'request' as const });
const bytesOf = ({ config }: { readonly config: CameraConfig }) => regionBytes(config);
const forBytes =
  (...cameras: { readonly config: CameraConfig }[]) =>
  () =>
    cameras.reduce((sum, camera) => sum + bytesOf(camera), 0);

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
  fromMs: 500,
  trace: `
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
      1000 SIGTERM c/capture
      1000 camera:c stopping.capture
      1000 camera:a removed
      1000 camera:b removed
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

budget.run();
