import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeeperProcess } from '../../keeper/chaos/keeper-process.ts';
import { camera } from '../../keeper/fleet.ts';
import { eventually } from '../../support/eventually.ts';
import type { Stage } from '../stage.ts';

/** A keeper dies by SIGKILL with its cameras up, and its last line is cut off. */
export async function killed({ directory, journal }: Stage): Promise<void> {
  const log = join(directory, 'keeper.log');
  const keeper = await KeeperProcess.start(join(directory, 'run'), { log, journal });
  for (const name of ['front', 'yard']) await keeper.call('add', name, camera());
  const states = async () => {
    const { cameras } = (await keeper.look()).status;
    return [cameras.front?.state, cameras.yard?.state];
  };
  const areUp = async () => (await states()).every((state) => state === 'running.healthy');
  await eventually('both are up', areUp, { withinMs: 30_000 });
  await keeper.call('restart', 'front', 'tracker');
  // lines are gathered for a while before they are written
  await eventually('it is written', () => /keeper\.restart/.test(readFileSync(journal, 'utf8')));
  await keeper.kill();
  cutOff(journal);
}

/** As a machine that went off leaves it: a kernel that lives on writes what it has taken. */
function cutOff(file: string): void {
  const text = readFileSync(file, 'utf8').trimEnd();
  const last = text.lastIndexOf('\n') + 1;
  writeFileSync(file, text.slice(0, last + Math.floor((text.length - last) / 2)));
}
