import { parentPort } from 'node:worker_threads';
import { laidOut } from '../../charts/kept-layouts.ts';
import { inspectedCharts } from './inspected-charts.ts';

// ELK thinks for seconds: the event loop of the keeper is no place for that.
parentPort?.postMessage(await inspectedCharts(laidOut));
