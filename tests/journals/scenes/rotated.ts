import { existsSync } from 'node:fs';
import { camera, untilHealthy } from '../../keeper/fleet.ts';
import { keeperOn, restart, type Stage, strike } from '../stage.ts';

/** So little that a file is begun anew while cameras live, with the state of all machines. */
const roomBytes = 4_000;

/** The newest file of a journal of several: it begins in the middle of the run. */
export async function rotated(stage: Stage): Promise<void> {
  const journal = { file: stage.journal, roomBytes };
  const keeper = await keeperOn(stage, { front: camera(), yard: camera() }, { journal });
  await untilHealthy(keeper, 'yard');
  await untilHealthy(keeper, 'front');
  while (!existsSync(`${stage.journal}.1`)) await restart(keeper, 'front', null);
  await strike(keeper, 'yard', ['SIGKILL', 'ffmpeg']);
  await keeper.stop();
}
