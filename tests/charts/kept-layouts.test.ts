import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chartOf } from '../../charts/chart-of.ts';
import { keepLayout, keptLayout, laidOut } from '../../charts/kept-layouts.ts';
import { layOut } from '../../charts/lay-out.ts';
import { machines } from '../../charts/machines.ts';
import type { ChartModel } from '../../charts/model.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { doorMachine } from './door.ts';

const kept = suite('charts: kept layouts');
const door = chartOf(doorMachine);

/** The door, of which one transition leads elsewhere. */
function changed(): ChartModel {
  const index = door.transitions.findIndex(({ to }) => to.length > 0);
  const transitions = door.transitions.with(index, { ...door.transitions[index]!, to: ['open'] });
  return { ...door, transitions };
}

for (const [name, machine] of Object.entries(machines)) {
  kept(`${name}: what the build has kept is what is found now`, async () => {
    const chart = chartOf(machine);
    assert.equal(keptLayout(chart), await layOut(chart));
  });
}

kept('a layout is kept once, and found again', async () => {
  const folder = temporaryDirectory();
  assert.is(keptLayout(door, folder), null);
  assert.is(await keepLayout(door, folder), true);
  assert.equal(keptLayout(door, folder), await layOut(door));
  assert.is(await keepLayout(door, folder), false);
  assert.not.ok(existsSync(join(folder, 'door.json.new')));
});

kept('a chart that has changed is laid out anew', async () => {
  const folder = temporaryDirectory();
  await keepLayout(door, folder);
  assert.is(keptLayout(changed(), folder), null);
  assert.is(await keepLayout(changed(), folder), true);
  assert.is(keptLayout(door, folder), null);
  assert.equal(await laidOut(door), await layOut(door)); // nothing of it in dist
});

kept('half a file is none', async () => {
  const folder = temporaryDirectory();
  await keepLayout(door, folder);
  const file = join(folder, 'door.json');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 1000));
  assert.is(keptLayout(door, folder), null);
  assert.is(await keepLayout(door, folder), true);
});

kept.run();
