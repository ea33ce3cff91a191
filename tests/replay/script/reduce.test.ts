import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { assemble } from '../../../keeper/assemble.ts';
import { type LoadedScript, loadScripts } from '../../../replay/script/load-scripts.ts';
import type { ReduceOptions } from '../../../replay/script/reduce.ts';
import { tryScript } from '../../../replay/script/try-script.ts';
import { writeScript } from '../../../replay/script/write-script.ts';

const reducing = suite('script: reduce');

function loaded(text: string): LoadedScript {
  const read = loadScripts(text, 'a.yml');
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.scripts[0]!;
}

function reduced(script: LoadedScript, options: ReduceOptions = {}) {
  const { played, reduced } = tryScript(script, options);
  assert.ok(played.failure && reduced);
  return { failure: played.failure, ...reduced };
}

const busy = `
cameras: { front: {}, back: { detect: { fps: 10 } }, yard: {} }
world:
  processes: { back/tracker: { term: never }, front/tracker: { ready: 200ms } }
inputs:
  - { at: 300ms, camera: back, tracker: exits }
  - { at: 400ms, camera: back, tracker: hangs }
  - { at: 500ms, camera: front, capture: exits, cause: stalled }
  - { at: 600ms, camera: yard, command: disable }
  - { at: 2s, camera: front, tracker: exits }
  - { at: 2.1s, camera: yard, command: enable }
  - { at: 3s, command: stop }
`;
const wrong = `${busy}
expect:
  - ...
  - 2s exit front/tracker crashed
  - 2s front running.healthy
  - ...
`;

reducing('of many inputs, cameras and behaviours the one that matters is left', () => {
  const { source, isSmallest } = reduced(loaded(wrong));
  assert.is(isSmallest, true);
  assert.equal(source.cameras, { front: {} });
  assert.equal(source.inputs, [{ at: '2s', camera: 'front', tracker: 'exits' }]);
  assert.equal(source.world, { processes: {} });
});

reducing('what is left is a script that fails in the same way, and is as small as can be', () => {
  const { source, failure } = reduced(loaded(wrong));
  const again = reduced(loaded(writeScript(source)));
  assert.equal(again.source.inputs, source.inputs);
  assert.ok(failure.type === 'trace' && again.failure.type === 'trace');
  assert.equal(again.failure.happened, failure.happened);
  assert.is(again.failure.expected?.text, failure.expected?.text);
});

reducing('two inputs that are needed together both stay', () => {
  // the second failure in a row has the longer pause
  const { source } = reduced(
    loaded(`
cameras: { front: {}, yard: {} }
inputs:
  - { at: 500ms, camera: yard, capture: exits }
  - { at: 1s, camera: front, tracker: exits }
  - { at: 1.1s, camera: yard, tracker: exits }
  - { at: 2s, camera: front, tracker: exits }
until: 4s
expect:
  - ...
  - 2s front running.degraded
  - 2.2s spawn front/tracker 1.1
  - ...
`),
  );
  const exits = (at: string) => ({ at, camera: 'front', tracker: 'exits' });
  assert.equal(source.inputs, [exits('1s'), exits('2s')]);
  assert.equal(source.cameras, { front: {} });
});

reducing('it is bounded, and says so', () => {
  const { plays, isSmallest, source } = reduced(loaded(wrong), { playsMax: 3 });
  assert.is(plays, 3);
  assert.is(isSmallest, false);
  assert.ok(tryScript(loaded(writeScript(source))).played.failure);
});

/** Machines that never give a tracker up when its camera stops. */
const careless: typeof assemble = (edges) =>
  assemble(edges).provide({ actions: { restart: () => {} } });

reducing('of machines that were changed: what shows the change', () => {
  const script = loaded(`${busy.replace('- { at: 3s, command: stop }', '')}
  - { at: 3s, camera: front, command: restart, role: tracker }
  - { at: 4s, command: stop }
until: 6s
expect:
  - ...
  - 3s SIGTERM front/tracker
  - ...
`);
  assert.is(tryScript(script).played.failure, null);
  const { source } = reduced(script, { build: careless });
  const { inputs } = source as { readonly inputs: readonly { readonly command?: string }[] };
  assert.ok(inputs.length <= 3, JSON.stringify(inputs));
});

reducing('something that is treated wrongly is found again without its trace', () => {
  const watch = () => () => {
    throw new Error('seen at 17');
  };
  const { source, failure } = reduced(loaded(busy), { watch });
  assert.is(failure.type, 'fault');
  assert.equal(source.inputs, []);
});

reducing.run();
