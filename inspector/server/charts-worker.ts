import { parentPort } from 'node:worker_threads';
import { chartOf } from '../../charts/chart-of.ts';
import { layOut } from '../../charts/lay-out.ts';
import { machines } from '../../charts/machines.ts';
import type { InspectedChart } from '../api.ts';
import { truthsOf } from './truths.ts';

// ELK thinks for a second: the event loop of the keeper is no place for that.
const charts: InspectedChart[] = [];
for (const [name, machine] of Object.entries(machines)) {
  const laidOut = await layOut(chartOf(machine));
  charts.push({ ...laidOut, truths: await truthsOf(name) });
}
parentPort?.postMessage(JSON.stringify(charts));
