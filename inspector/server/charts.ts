import { Worker } from 'node:worker_threads';
import { keptLayout } from '../../charts/kept-layouts.ts';
import { inspectedCharts } from './inspected-charts.ts';

/**
 * The answer to `/api/charts`, made once, when it is asked for: from the layouts that the build has
 * kept, else on a thread of its own.
 */
export class Charts {
  #json: Promise<string> | null = null;
  #worker: Worker | null = null;

  json(): Promise<string> {
    this.#json ??= this.#make().catch((error) => {
      this.#json = null; // the next one who asks has it tried again
      throw error;
    });
    return this.#json;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  async #make(): Promise<string> {
    return (await inspectedCharts(keptLayout)) ?? this.#layOut();
  }

  #layOut(): Promise<string> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./charts-worker.js', import.meta.url));
      worker.unref();
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => {
        this.#worker = null;
        reject(new Error('the charts were not finished'));
      });
      this.#worker = worker;
    });
  }
}
