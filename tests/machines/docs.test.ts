import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chartOf } from '../../charts/chart-of.ts';
import { layOut } from '../../charts/lay-out.ts';
import { machines } from '../../charts/machines.ts';
import { mermaid } from '../../charts/mermaid.ts';
import { statesIn } from '../../charts/model.ts';
import { svg } from '../../charts/svg.ts';
import { truthsOf } from './truths.ts';

const docs = suite('docs/machines');
// from dist/tests/machines
const folder = join(import.meta.dirname, '../../../docs/machines');

for (const [name, machine] of Object.entries(machines)) {
  const text = readFileSync(join(folder, `${name}.md`), 'utf8');
  const chart = chartOf(machine);
  const truths = truthsOf[name]!;

  docs(`${name}: its picture is drawn from the chart as it is`, async () => {
    const file = `docs/machines/${name}.svg`;
    const isFresh = readFileSync(join(folder, `${name}.svg`), 'utf8') === svg(await layOut(chart));
    assert.ok(isFresh, `${file} is stale: ./bin/camkeeper chart ${name} --out ${file}`);
    assert.match(text, `](${name}.svg)`);
  });

  docs(`${name}: its text in Mermaid is the chart as it is`, () => {
    const drawn = /```mermaid\n(.*?)\n```/s.exec(text)?.[1];
    assert.is(drawn ?? '', mermaid(chart), `paste what this prints: ./bin/camkeeper chart ${name}`);
  });

  docs(`${name}: has a section for every state, and for no other`, () => {
    const states = statesIn(chart.root).map(({ path }) => path);
    const sections = [...sectionsOf(text).keys()].filter((state) => state !== 'always');
    assert.equal(sections, states);
    for (const state of Object.keys(truths))
      assert.ok(state === 'always' || states.includes(state));
  });

  docs(`${name}: says of each state what the simulations assert`, () => {
    for (const [state, bullets] of sectionsOf(text)) {
      const asserted = (truths[state] ?? []).map(([sentence]) => sentence);
      assert.equal(bullets, asserted, state);
    }
  });
}

/** Of each section that is named after a state, the items of its list. */
function sectionsOf(text: string): Map<string, string[]> {
  const sections = text.split(/^### /m).slice(1);
  return new Map(
    sections.map((section) => {
      const state = /^`(.*)`/.exec(section)?.[1] ?? '';
      const bullets = [...section.matchAll(/^- (.*)$/gm)].map(([, bullet]) => bullet!);
      return [state, bullets];
    }),
  );
}

docs.run();
