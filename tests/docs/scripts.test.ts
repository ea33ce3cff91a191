import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { formatProblem } from '../../config/problems.ts';
import { loadScripts } from '../../replay/script/load-scripts.ts';
import { play } from '../../replay/script/play.ts';
import { inputSection, scriptSection, worldSection } from '../../replay/script/schema.ts';
import { breakWords, processWords } from '../../replay/script/script.ts';
import { failureWords } from '../../replay/script/words.ts';
import { truthKeeper } from '../machines/truths.ts';
import { blocksOf, page } from './markdown.ts';

const docs = suite('docs: scripts');
const text = page('docs/scripts.md');
const examples = blocksOf(text).filter(({ language }) => language === 'yaml');

for (const { place, text } of examples) {
  docs(`${place}: the script is right, and the run is as it expects`, () => {
    const loaded = loadScripts(text, place);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
    assert.ok(loaded.scripts.length > 0);
    for (const { script } of loaded.scripts) {
      const played = play(script, { watch: truthKeeper });
      assert.is(failureWords(script, played).join('\n'), '');
    }
  });
}

docs('what is told of one that fails, and of one that is wrong, is as it stands there', () => {
  const [failed = '', wrong = ''] = blocksOf(text)
    .filter(({ language }) => language === 'text')
    .map((block) => block.text.trimEnd());
  const [first] = examples;
  const [place, ...words] = failed.split('\n');
  const loaded = loadScripts(
    first!.text.replace('starting.backingOff', 'starting.gated'),
    'front.yml',
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
  const { script, placeOf } = loaded.scripts[0]!;
  const played = play(script);
  assert.ok(played.failure?.type === 'trace');
  assert.is(place, `${placeOf(played.failure.expected!.path)}: the run is not as expected`);
  assert.equal(failureWords(script, played), words);
  const read = loadScripts(first!.text.replace('at: 1.5s', 'at: soon'), 'front.yml');
  assert.equal(read.ok || read.errors.map(formatProblem), [wrong]);
});

docs('every key and every word of a script is told', () => {
  const shapes = [scriptSection, inputSection, worldSection].map(({ shape }) => Object.keys(shape));
  const words = [...shapes.flat(), ...processWords, ...breakWords];
  const untold = words.filter((word) => !new RegExp(`\\b${word}\\b`).test(text.text));
  assert.equal(untold, []);
});

docs.run();
