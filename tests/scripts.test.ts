import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type LoadedScript, loadScriptFile } from '../replay/script/load-scripts.ts';
import { play } from '../replay/script/play.ts';
import { exitCauses } from '../replay/script/schema.ts';
import type { TraceLine } from '../replay/script/script.ts';
import { failureWords } from '../replay/script/words.ts';
import { truthKeeper } from './machines/truths.ts';
import { root } from './support/paths.ts';

// Every script of tests/scripts/, held against its trace and against the truths of docs/machines/.

const scripts = suite('scripts');
const folder = join(root, 'tests/scripts');
const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const all: LoadedScript[] = [];

for (const file of files) {
  for (const loaded of await loadScriptFile(join(folder, file))) {
    all.push(loaded);
    scripts(`${file}: ${loaded.name}`, () => {
      const played = play(loaded.script, { watch: truthKeeper });
      assert.is(failureWords(loaded.script, played).join('\n'), '');
    });
  }
}

scripts('every cause of an exit is in a script', () => {
  const played = all.flatMap(({ script }) => script.inputs.map(({ input }) => input));
  const seen = played.flatMap((input) =>
    input.type === 'process' && input.word === 'exits' ? [input.cause] : [],
  );
  const missing = exitCauses.filter((cause) => !seen.includes(cause));
  assert.equal(missing, []);
});

/** The resting and passing states of docs/machines/camera.md, but for `removed`, which is final. */
const cameraStates = [
  'disabled.byConfig',
  'disabled.byRequest',
  'disabled.faulted',
  'starting.allocating',
  'starting.connecting',
  'starting.gated',
  'starting.backingOff',
  'running.healthy',
  'running.degraded',
  'stopping.capture',
  'stopping.tracker',
  'stopping.queue',
  'stopping.memory',
  'broken',
];

scripts('the keeper is stopped while a camera is in each state', () => {
  const seen = new Set(all.flatMap(statesAtStop));
  const missing = cameraStates.filter((state) => !seen.has(state));
  assert.equal(missing, []);
});

/** Where the cameras are when the keeper is told to stop. */
function statesAtStop({ script }: LoadedScript): string[] {
  return script.inputs.flatMap(({ atMs, input }, index) => {
    if (input.type !== 'stop') return [];
    const before = { ...script, inputs: script.inputs.slice(0, index), fromMs: 0, untilMs: atMs };
    return statesAtEnd(play({ ...before, expected: null }).trace);
  });
}

function statesAtEnd(trace: readonly TraceLine[]): string[] {
  const states = new Map<string, string>();
  for (const { words } of trace) {
    const [who = '', state = ''] = words.split(' ');
    if (cameraStates.includes(state)) states.set(who, state);
  }
  return [...states.values()];
}

scripts.run();
