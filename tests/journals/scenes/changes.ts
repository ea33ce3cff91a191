import { BehaviorSubject } from 'rxjs';
import { camera, generated, untilHealthy } from '../../keeper/fleet.ts';
import { eventually } from '../../support/eventually.ts';
import { keeperOn, type Stage, untilFollowed } from '../stage.ts';

const other = { path: generated.path.replace('testsrc2', 'testsrc'), inputArgs: '-re -f lavfi' };
const detect = { width: 320, height: 240, fps: 10 };

/** What the configuration says of `front`, one after the other. */
const steps: readonly object[] = [
  camera(undefined, { detect: { ...detect, fps: 5 } }),
  camera(undefined, { detect: { ...detect, width: 160, height: 120 } }),
  camera(other),
  camera(other, { detect: { ...detect, enabled: false } }),
  camera(other, { enabled: false }),
  camera(),
];

/** Configurations follow each other: each cost of a change, a pace of its own, and a bad one. */
export async function changes(stage: Stage): Promise<void> {
  const config$ = new BehaviorSubject<object>({ cameras: { front: camera(), yard: camera() } });
  const keeper = await keeperOn(stage, {}, { config: config$ });
  await untilHealthy(keeper, 'front');
  await untilHealthy(keeper, 'yard');
  for (const front of steps) {
    const { generation } = keeper.status();
    config$.next({ cameras: { front, yard: camera() } });
    await eventually('it is taken', () => keeper.status().generation > generation);
    await untilFollowed(keeper, 'front');
  }
  const rejected = new Promise((resolve) => keeper.rejections$.subscribe(resolve));
  config$.next({ cameras: { front: { detekt: {} } } });
  await rejected;
  config$.next({ camkeeper: { gate: { width: 1 } }, cameras: { front: camera(), shed: camera() } });
  await eventually('yard has left', () => keeper.status().cameras.yard === undefined, {
    withinMs: 20_000,
  });
  await untilHealthy(keeper, 'shed');
  await keeper.stop();
}
