import { camera, untilHealthy } from '../../keeper/fleet.ts';
import { keeperOn, type Stage } from '../stage.ts';

/** Three cameras come up, and stop in order. */
export async function life(stage: Stage): Promise<void> {
  const names = ['front', 'shed', 'yard'];
  const cameras = Object.fromEntries(names.map((name) => [name, camera()]));
  const keeper = await keeperOn(stage, cameras);
  for (const name of names) await untilHealthy(keeper, name);
  await keeper.stop();
}
