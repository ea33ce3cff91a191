import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { noCommands } from '../../config/commands.ts';
import { LastingState } from '../../keeper/lasting-state.ts';
import { cameraAt } from '../config/cameras.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const lasting = suite('lasting state');

const config = cameraAt('x.mp4');
const section = { ffmpeg: { inputs: [{ path: 'x.mp4' }] } };
const newPath = () => join(temporaryDirectory('lasting'), 'camkeeper.db');
const at = (path: string) => new LastingState({ path, onWarning: () => {} });

lasting('no generation that was told is told again after a kill', async () => {
  const path = newPath();
  const state = at(path);
  let generation = await state.open();
  assert.is(generation, 0);
  while (generation < 2_500) state.noteGeneration(++generation);
  await state.settled();
  // killed before the second can be written: the thread that writes is asked one at a time
  state.noteGeneration(++generation);
  state.noteGeneration(++generation);
  const killed = newPath();
  cpSync(dirname(path), dirname(killed), { recursive: true });
  await state.close();
  const next = at(killed);
  assert.ok((await next.open()) >= generation);
  await next.close();
});

lasting('after an orderly end the generation goes on where it was', async () => {
  const path = newPath();
  for (const before of [0, 7]) {
    const state = at(path);
    assert.is(await state.open(), before);
    state.noteGeneration(7);
    await state.close();
  }
});

lasting('a run that never began leaves what was asked for as it was', async () => {
  const path = newPath();
  const first = at(path);
  await first.open();
  first.restore(() => config);
  first.noteCommands({ ...noCommands, wished: { front: 'off' } });
  await first.close();
  const bad = at(path); // its configuration is bad: nothing is restored
  await bad.open();
  await bad.close();
  const next = at(path);
  await next.open();
  assert.equal(next.restore(() => config).wished, { front: 'off' });
  await next.close();
});

lasting('a camera that cannot be read in one run keeps its section and its wish', async () => {
  const path = newPath();
  const first = at(path);
  await first.open();
  first.restore(() => config);
  first.noteSection('yard', section);
  first.noteCommands({ ...noCommands, added: { yard: config }, wished: { yard: 'off' } });
  await first.close();
  const without = at(path); // a name of the environment is missing
  await without.open();
  assert.equal(without.restore(() => null).added, {});
  without.noteCommands(noCommands); // no camera, no wish
  await without.close();
  const next = at(path);
  await next.open();
  const commands = next.restore((_, stored) => {
    assert.equal(stored, section);
    return config;
  });
  assert.equal(commands, { ...noCommands, added: { yard: config }, wished: { yard: 'off' } });
  await next.close();
});

lasting.run();
