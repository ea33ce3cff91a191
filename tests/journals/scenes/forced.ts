import { camera, generated, untilHealthy } from '../../keeper/fleet.ts';
import { keeperOn, prop, type Stage } from '../stage.ts';

/** An ffmpeg and a tracker that do not end as asked: the stop goes by its deadlines. */
export async function forced(stage: Stage): Promise<void> {
  const inputs = [{ path: generated.path, input_args: generated.inputArgs, roles: ['detect'] }];
  const ffmpeg = { inputs, path: prop(stage, 'ffmpeg-ignores-term.sh') };
  const keeper = await keeperOn(stage, { deaf: camera(undefined, { ffmpeg }), front: camera() });
  await untilHealthy(keeper, 'deaf');
  const { capture } = await untilHealthy(keeper, 'front');
  process.kill(capture.pid!, 'SIGSTOP');
  await keeper.stop({ withinMs: 2_000 });
}
