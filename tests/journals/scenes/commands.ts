import { camera, untilHealthy, untilState } from '../../keeper/fleet.ts';
import { eventually } from '../../support/eventually.ts';
import { keeperOn, restart, type Stage, untilFollowed } from '../stage.ts';

/** Everything that a person can ask for, and wishes that overtake each other. */
export async function commands(stage: Stage): Promise<void> {
  const keeper = await keeperOn(stage, { front: camera() });
  await untilHealthy(keeper, 'front');
  keeper.disable('front');
  await untilState(keeper, 'front', 'disabled.byRequest');
  keeper.enable('front');
  await untilHealthy(keeper, 'front');
  for (const role of ['capture', 'tracker', null] as const) await restart(keeper, 'front', role);
  keeper.add('yard', camera());
  await untilHealthy(keeper, 'yard');
  for (const name of ['front', 'yard']) {
    keeper.disable(name);
    keeper.enable(name);
    keeper.restart(name);
  }
  keeper.remove('yard');
  keeper.add('yard', camera());
  for (const name of ['front', 'yard']) await untilFollowed(keeper, name);
  keeper.remove('yard');
  await eventually('it has left', () => keeper.status().cameras.yard === undefined, {
    withinMs: 20_000,
  });
  await keeper.stop();
}
