import type { Subject } from 'rxjs';
import type { Leftover } from '../actors/contracts.ts';
import type { Holdings } from '../actors/holdings.ts';
import type { LogLines } from '../actors/log-lines.ts';
import type { Publisher } from '../bus/publisher.ts';
import type { KeeperContext } from '../machines/keeper-context.ts';
import { announce } from './announce.ts';
import type { Failures } from './failures.ts';
import type { LastingState } from './lasting-state.ts';
import type { CameraState, Hears } from './observer.ts';

export type HearsOptions = {
  readonly bus: () => Publisher | undefined;
  readonly holdings: () => Holdings | undefined;
  /** Hears of every configuration that took effect. */
  readonly onCameras: (cameras: KeeperContext['cameras']) => void;
  readonly lasting: LastingState;
  readonly failures: Failures;
  readonly logs: LogLines;
  readonly states$: Subject<CameraState>;
  readonly leftovers$: Subject<readonly Leftover[]>;
};

/** What becomes of all that is observed: on the bus, told to embedders, stored, forgotten. */
export function hears(options: HearsOptions): Hears {
  const { bus, holdings, lasting, failures, logs, states$, leftovers$ } = options;
  const announced = announce(bus);
  return {
    ...announced,
    onKeeper: (view) => {
      lasting.noteGeneration(view.generation);
      announced.onKeeper(view);
    },
    onConfig: (context) => {
      lasting.noteGeneration(context.generation);
      announced.onConfig(context);
      options.onCameras(context.cameras);
    },
    onCamera: (view) => {
      // off: when it comes up again, it counts from the beginning
      if (/^disabled/.test(view.state)) holdings()?.forgetPast(view.camera);
      failures.seeCamera(view);
      announced.onCamera(view);
      const { context: _, ...state } = view;
      states$.next(state);
    },
    onSwept: (leftovers) => leftovers$.next(leftovers),
    onCameraGone: (camera) => {
      holdings()?.forgetPast(camera);
      logs.forget(`camera:${camera}`);
    },
  };
}
