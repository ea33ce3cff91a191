import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chartOf } from '../charts/chart-of.ts';
import { machines } from '../charts/machines.ts';
import { statesIn } from '../charts/model.ts';
import { triggerWords } from '../charts/words.ts';
import { readChart } from './support/chart.ts';
import { root } from './support/paths.ts';

const charts = suite('charts');
const folder = join(root, 'machines');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts')) : [];

for (const name of files) {
  const source = readFileSync(join(folder, name), 'utf8');
  if (!source.includes('.createMachine(')) continue;
  charts(`machines/${name} can be read from its source`, () => {
    const { chart, problems } = readChart(source);
    assert.equal(problems, []);
    assert.ok(chart!.transitions.length > 0);
  });

  charts(`machines/${name}: what a tool reads from its source is what runs`, () => {
    const { chart } = readChart(source);
    const running = chartOf(machines[chart!.id]!);
    const read = chart!.transitions.map(({ from, event, guard, targets, actions }) => {
      const words = event === 'always' ? '' : event.replace(/^(done|error) /, '$1 of ');
      return [from, words, guard ?? '', targets.join(), actions.join()].join('|');
    });
    const made = running.transitions.map((transition) => {
      const { from, guard, to, actions } = transition;
      const words = [triggerWords(transition), guard?.type ?? '', to.join()];
      return [from, ...words, actions.map(({ type }) => type).join()].join('|');
    });
    assert.equal(made.map(plain).sort(), read.map(plain).sort());
    assert.equal(
      statesIn(running.root).map(({ path }) => path),
      chart!.states.map(({ path }) => path).filter((path) => path !== ''),
    );
  });
}

/** In words, as pictures have it, and as the source has it. */
const plain = (line: string) =>
  line
    .replace(/xstate\.(done|error)\.actor\.\*/, '$1 of any child')
    .replace('xstate.error.actor.', 'error of ');

const door = `
  export const door = doorSetup.createMachine({
    id: 'door', initial: 'closed', context: ({ input }) => ({ ...input, opened: 0 }),
    invoke: {
      src: 'bell', id: 'bell', input: ({ context }) => context, onDone: { target: '.broken' },
    },
    on: { 'door.break': '.broken', 'door.paint': {} },
    states: {
      closed: {
        on: { 'door.open': [{ guard: 'isUnlocked', target: 'open.wide' }, { actions: 'ring' }] },
      },
      open: {
        initial: 'wide', entry: ['count', { type: 'tell', params: { at: -1 } }],
        after: { closesAfter: { target: 'closed' } },
        states: {
          wide: { on: { 'door.push': 'ajar' } },
          ajar: { id: 'ajar', always: '#door.closed' },
        },
      },
      broken: { type: 'final' },
    },
  });`;

charts('a chart is states and transitions', () => {
  const { chart, problems } = readChart(door);
  assert.equal(problems, []);
  assert.is(chart!.id, 'door');
  assert.equal(
    chart!.states.map(({ path, type }) => `${path}:${type}`),
    [
      ':compound',
      'closed:atomic',
      'open:compound',
      'open.wide:atomic',
      'open.ajar:atomic',
      'broken:final',
    ],
  );
  assert.equal(chart!.states[2]!.entry, ['count', 'tell']);
  assert.equal(chart!.states[0]!.invokes, ['bell']);
  const arrows = chart!.transitions.map(({ from, event, guard, targets, actions }) =>
    [from, event, guard ?? '', targets.join(), actions.join()].join('|'),
  );
  assert.equal(arrows, [
    '|door.break||broken|',
    '|door.paint|||',
    '|done bell||broken|',
    'closed|door.open|isUnlocked|open.wide|',
    'closed|door.open|||ring',
    'open|after closesAfter||closed|',
    'open.wide|door.push||open.ajar|',
    'open.ajar|always||closed|',
  ]);
});

const unreadable: readonly [string, string, RegExp][] = [
  ['a chart kept elsewhere', 'chart', /takes Identifier, not an object literal/],
  [
    'an inline guard',
    `{ on: { a: { guard: () => true } } }`,
    /ArrowFunctionExpression under guard/,
  ],
  ['an inline action', `{ entry: assign({ n: 1 }) }`, /CallExpression under entry/],
  ['an action in a list', `{ entry: ['a', raise({ type: 'b' })] }`, /CallExpression under entry/],
  ['a spread', `{ on: { ...common } }`, /SpreadElement without a literal key/],
  ['a computed key', `{ on: { [name]: 'a' } }`, /ObjectProperty without a literal key/],
  ['a computed value', `{ initial: first }`, /Identifier under initial/],
  ['a method as a delay', `{ after: { delay() { return 1; } } }`, /ObjectMethod under delay/],
  [
    'a target that is not there',
    `{ initial: 'a', states: { a: { on: { b: 'c' } } } }`,
    /a: no state c/,
  ],
];
for (const [name, literal, problem] of unreadable) {
  charts(`complains of ${name}`, () => {
    const { chart, problems } = readChart(`export const m = setup({}).createMachine(${literal});`);
    assert.is(chart, null);
    assert.match(problems.join('\n'), problem);
  });
}

charts('complains of a second chart, and not of none', () => {
  assert.match(readChart('s.createMachine({}); s.createMachine({});').problems.join(), /second/);
  assert.equal(readChart('export const a = 1;'), { chart: null, problems: [] });
});

charts.run();
