import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createActor } from 'xstate';
import { chartOf, transitionIdOf } from '../../charts/chart-of.ts';
import { machines } from '../../charts/machines.ts';
import { mermaid } from '../../charts/mermaid.ts';
import { statesIn } from '../../charts/model.ts';
import { gateMachine } from '../../machines/gate.ts';
import { doorMachine } from './door.ts';

const charts = suite('charts');
const door = chartOf(doorMachine);

charts('states stand in each other, with what they start, do and run', () => {
  assert.equal(
    statesIn(door.root).map(({ path, type }) => `${path} ${type}`),
    ['closed atomic', 'open compound', 'open.wide atomic', 'open.ajar atomic', 'broken final'],
  );
  assert.equal(door.root.invokes, [{ id: 'bell', src: 'bell' }]);
  const [closed, open] = door.root.states;
  assert.is(closed!.description, 'nobody gets through');
  assert.is(open!.initial, 'open.wide');
  assert.equal(open!.entry, [
    { type: 'ring', params: null },
    { type: 'tell', params: { at: 1 } },
  ]);
  assert.equal(open!.exit, [{ type: 'ring', params: null }]);
});

charts('transitions have their kind, guard, delay and actions', () => {
  assert.equal(
    door.transitions.map(({ id, kind, to }) => `${id} | ${kind} | ${to.join()}`),
    [
      'door.paint 0 | event | ',
      'door.break 0 | event | broken',
      'done of bell 0 | done | broken',
      'error of bell 0 | error | ',
      'closed door.open 0 | event | open.ajar',
      'closed door.open 1 | event | ',
      'open after closesAfter 0 | after | closed',
      'open.wide door.push 0 | event | open.ajar',
      'open.wide door.shake 0 | event | open.wide',
      'open.ajar always 0 | always | open',
    ],
  );
  const [later] = door.transitions.filter(({ kind }) => kind === 'after');
  assert.is(later!.delay, 'closesAfter');
  assert.equal(later!.actions, [{ type: 'ring', params: null }]);
  assert.equal(door.transitions.at(-1)!.guard, { type: 'isAt', params: 90 });
});

charts('is plain data', () => {
  for (const machine of Object.values(machines)) {
    const chart = chartOf(machine);
    assert.equal(JSON.parse(JSON.stringify(chart)), chart);
    const ids = chart.transitions.map(({ id }) => id);
    assert.is(new Set(ids).size, ids.length);
  }
});

charts('a transition that XState tells of is found in the chart', () => {
  const taken: (string | null)[] = [];
  const actor = createActor(gateMachine.provide({}), {
    input: { width: 1, holdMs: 1000 },
    inspect: (inspection) => {
      if (inspection.type !== '@xstate.microstep') return;
      taken.push(...inspection._transitions.map(transitionIdOf));
    },
  });
  actor.start();
  actor.send({ type: 'gate.request', path: 'a', retry: false } as never);
  actor.stop();
  const known = chartOf(gateMachine).transitions.map(({ id }) => id);
  assert.equal(
    taken.filter((id) => id !== null),
    ['gate.request 0', 'open always 1'],
  );
  assert.ok(taken.every((id) => id === null || known.includes(id)));
});

charts('Mermaid has every transition that leads somewhere', () => {
  const text = `
stateDiagram-v2
  [*] --> closed
  state "closed" as closed
  state "open" as open {
    [*] --> open_wide
    state "wide" as open_wide
    state "ajar" as open_ajar
  }
  state "broken" as broken
  broken --> [*]
  state "in any state" as anywhere
  anywhere --> broken : door.break
  anywhere --> broken : done of bell
  closed --> open_ajar : door.open [isUnlocked]
  open --> closed : after closesAfter
  open_wide --> open_ajar : door.push
  open_wide --> open_wide : door.shake
  open_ajar --> open : [isAt 90]`;
  assert.is(mermaid(door), text.trimStart());
});

charts.run();
