import type { Observable } from 'rxjs';
import type { ConfigFact } from '../../actors/contracts.ts';
import type { Door } from '../../actors/door/door.ts';
import type { World } from './world.ts';

/** What the scripted edges of one simulation stand on. */
export type Stage = {
  readonly door: Door;
  readonly world: World;
  readonly config$: Observable<ConfigFact>;
};

/** An edge asks by the actor system that it lives in. */
export type FindStage = (system: object) => Stage;

const stages = new WeakMap<object, Stage>();

export const setStage = (system: object, stage: Stage): void => void stages.set(system, stage);
export const stageOf: FindStage = (system) => stages.get(system)!;
