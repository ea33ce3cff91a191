import { camera, untilHealthy } from '../../keeper/fleet.ts';
import { keeperOn, type Stage, strike } from '../stage.ts';

const camkeeper = { timeouts: { stall: 3 } };

/** Each process of a camera is killed, and stopped (SIGSTOP); another camera goes on beside it. */
export async function crashes(stage: Stage): Promise<void> {
  const front = camera(undefined, { camkeeper });
  const keeper = await keeperOn(stage, { front, yard: camera() });
  await untilHealthy(keeper, 'yard');
  for (const victim of ['capture', 'tracker', 'ffmpeg'] as const) {
    await strike(keeper, 'front', ['SIGKILL', victim]);
  }
  for (const victim of ['capture', 'tracker', 'ffmpeg'] as const) {
    await strike(keeper, 'front', ['SIGSTOP', victim]);
  }
  await keeper.stop();
}
