import { join } from 'node:path';
import { untilHealthy } from '../../keeper/fleet.ts';
import { recordingCamera, untilSegments, videoFile } from '../../keeper/recordings.ts';
import { keeperOn, type Stage, strike } from '../stage.ts';

/** A camera with a recorder of its own, which dies and is restarted, and one that has none. */
export async function recording(stage: Stage): Promise<void> {
  const directory = join(stage.directory, 'segments');
  const video = videoFile(stage.directory);
  const timeouts = { segment: 4 };
  const keeper = await keeperOn(stage, {
    beside: recordingCamera({ video, directory, timeouts, isShared: true }),
    front: recordingCamera({ video, directory, timeouts }),
  });
  await untilHealthy(keeper, 'beside');
  await untilHealthy(keeper, 'front');
  await untilSegments(directory, 4);
  await strike(keeper, 'front', ['SIGKILL', 'recorder']);
  await strike(keeper, 'front', ['SIGSTOP', 'recorder']);
  await strike(keeper, 'front', ['SIGKILL', 'capture']);
  keeper.restart('front', 'recorder');
  await strike(keeper, 'beside', ['SIGKILL', 'ffmpeg']);
  await keeper.stop();
}
