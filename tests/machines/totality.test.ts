import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { cameraMachine } from '../../machines/camera.ts';
import { gateMachine } from '../../machines/gate.ts';
import { keeperMachine } from '../../machines/keeper.ts';
import { processMachine } from '../../machines/process.ts';
import { allStates, statePath } from '../support/drawing.ts';
import { explore, type Subject, silent } from '../support/explore.ts';
import { cameraAlphabet, gateAlphabet, keeperAlphabet, processAlphabet } from './alphabets.ts';

const totality = suite('totality');

type Case = Subject & { readonly logic: AnyStateMachine; readonly passing?: readonly string[] };

const cases: readonly Case[] = [
  {
    logic: processMachine.provide({ actors: { run: silent as never } }),
    input: { path: 'camera:a/capture', camera: 'a', role: 'capture', gated: true, random: 1 },
    alphabet: processAlphabet,
    distinguish: ({ context: { want, last, failures } }) =>
      [want?.revision, last, failures > 0].join(),
    passing: ['waiting', 'settled'],
  },
  {
    logic: cameraMachine.provide({
      actors: {
        memory: silent as never,
        capture: silent as never,
        tracker: silent as never,
        recorder: silent as never,
      },
    }),
    input: { name: 'a', path: 'camera:a', seed: 1, stopWithinMs: 8000, fault: null },
    alphabet: cameraAlphabet,
    distinguish: ({ context: { desired, done, overdue, region } }) =>
      [desired.generation, new Set(done).size, overdue, region !== null].join(),
  },
  {
    logic: keeperMachine.provide({
      actors: { fleet: silent as never, reaper: silent as never },
    }),
    input: {
      instance: 'i',
      seed: 1,
      generation: 0,
      stopCameraWithinMs: 8000,
      gate: { width: 2, holdMs: 1000 },
    },
    alphabet: keeperAlphabet,
    distinguish: ({ context }) => JSON.stringify(camerasOf(context)),
  },
  {
    logic: gateMachine,
    input: { width: 1, holdMs: 1000 },
    alphabet: gateAlphabet,
    distinguish: ({ context: { queue, starting, up, fallen, probe } }) =>
      [queue, starting, up, fallen].map(({ length }) => length).join() + (probe !== null),
  },
];

for (const { passing = [], ...subject } of cases) {
  const { states, pairs, failures } = explore(subject);

  totality(`${subject.logic.id}: nothing throws in ${pairs} pairs of situation and event`, () => {
    assert.is(failures.slice(0, 3).join('\n'), '', `${failures.length} of ${pairs}`);
  });

  totality(`${subject.logic.id}: every state can be reached`, () => {
    const leaves = allStates(subject.logic.root).filter(({ type }) => type !== 'compound');
    const missing = leaves.map(statePath).filter((path) => !states.has(path));
    assert.equal(missing, passing);
  });
}

function camerasOf({ cameras }: AnyMachineSnapshot['context']) {
  return Object.entries(cameras as Record<string, { machine: string; leaving: boolean }>).map(
    ([name, { machine, leaving }]) => [name, machine, leaving],
  );
}

totality.run();
