import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AnyStateMachine } from 'xstate';
import { cameraMachine } from '../../machines/camera.ts';
import { gateMachine } from '../../machines/gate.ts';
import { keeperMachine } from '../../machines/keeper.ts';
import { processMachine } from '../../machines/process.ts';
import { allStates, drawing, statePath } from '../support/drawing.ts';
import { truthsOf } from './truths.ts';

const docs = suite('docs/machines');
// from dist/tests/machines
const folder = join(import.meta.dirname, '../../../docs/machines');

const machines: readonly AnyStateMachine[] = [
  keeperMachine,
  cameraMachine,
  processMachine,
  gateMachine,
];
for (const machine of machines) {
  const text = readFileSync(join(folder, `${machine.id}.md`), 'utf8');
  const truths = truthsOf[machine.id]!;

  docs(`${machine.id}: draws the chart as it is`, () => {
    const drawn = /```mermaid\n(.*?)\n```/s.exec(text)?.[1];
    assert.is(drawn ?? '', drawing(machine));
  });

  docs(`${machine.id}: has a section for every state, and for no other`, () => {
    const states = allStates(machine.root).map(statePath);
    const sections = [...sectionsOf(text).keys()].filter((state) => state !== 'always');
    assert.equal(sections, states);
    for (const state of Object.keys(truths))
      assert.ok(state === 'always' || states.includes(state));
  });

  docs(`${machine.id}: says of each state what the simulations assert`, () => {
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
