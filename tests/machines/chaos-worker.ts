import { parentPort, workerData } from 'node:worker_threads';
import { runSchedule } from './schedule.ts';

// A thread of the chaos test: runs its seeds, and tells what failed.

const { seeds } = workerData as { readonly seeds: readonly number[] };
parentPort!.postMessage(seeds.map(runSchedule).filter((failure) => failure !== null));
