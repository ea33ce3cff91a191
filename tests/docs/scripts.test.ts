import { suite } from 'uvu';
import * as assert from 'uvu/assert';
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

docs('every key and every word of a script is told', () => {
  const shapes = [scriptSection, inputSection, worldSection].map(({ shape }) => Object.keys(shape));
  const words = [...shapes.flat(), ...processWords, ...breakWords];
  const untold = words.filter((word) => !new RegExp(`\\b${word}\\b`).test(text.text));
  assert.equal(untold, []);
});

docs.run();
