import {
  type Simulation,
  type SimulationOptions,
  simulate as simulateOnly,
} from '../../replay/world/simulation.ts';
import { truthKeeper } from '../machines/truths.ts';

export {
  type Behaviour,
  configStream,
  defaultStart,
  type LiveRun,
  machinesIn,
  type Simulation,
  type SimulationOptions,
  scriptedEdges,
  type World,
  wellBehaved,
} from '../../replay/world/simulation.ts';
export { wish } from './wish.ts';

/** The simulation, held against everything that docs/machines/ says. */
export const simulate = (options: SimulationOptions = {}): Simulation =>
  simulateOnly({ watch: truthKeeper, ...options });
