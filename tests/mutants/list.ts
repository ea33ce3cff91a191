import { actorMutants } from './actors.ts';
import { budgetMutants } from './budget.ts';
import { busMutants } from './bus.ts';
import { chaosMutants } from './chaos.ts';
import { chartMutants } from './charts.ts';
import { configMutants } from './config.ts';
import { configChangeMutants } from './config-changes.ts';
import { defectMutants } from './defects.ts';
import { houseMutants } from './house.ts';
import { inspectorMutants } from './inspector.ts';
import { journalMutants } from './journal.ts';
import { keeperMutants } from './keeper.ts';
import { machineMutants } from './machines.ts';
import type { Mutant } from './mutant.ts';
import { nativeMutants } from './native.ts';
import { pageMutants } from './page.ts';
import { recordingMutants } from './recording.ts';
import { scriptMutants } from './scripts.ts';
import { storeMutants } from './store.ts';

/** Each is a mistake that somebody could make, or has made, in a later change. */
export const mutants: readonly Mutant[] = [
  ...houseMutants,
  ...busMutants,
  ...configMutants,
  ...configChangeMutants,
  ...nativeMutants,
  ...machineMutants,
  ...chartMutants,
  ...actorMutants,
  ...recordingMutants,
  ...budgetMutants,
  ...keeperMutants,
  ...scriptMutants,
  ...storeMutants,
  ...defectMutants,
  ...chaosMutants,
  ...journalMutants,
  ...inspectorMutants,
  ...pageMutants,
];
