import type { BusMessage } from './bus-message.ts';
import { RecentMap } from './recent-map.ts';

/** As many as a publisher numbers: bus/publisher.ts. */
const topicsMax = 10_000;

type Last = { run: string; sequence: number };

/**
 * Counts what a receiver missed: sequences run without a gap per topic and run of the publisher.
 */
export class GapCounter {
  readonly #last = new RecentMap<Last>(topicsMax);
  #lostTotal = 0;

  get lostTotal(): number {
    return this.#lostTotal;
  }

  /** How many were lost between the message before of the same topic and this one. */
  count({ topic, run, sequence }: Pick<BusMessage, 'topic' | 'run' | 'sequence'>): number {
    const last = this.#last.get(topic);
    this.#last.set(topic, { run, sequence });
    // the first one heard may be any: the subscription began in the middle
    if (last?.run !== run) return 0;
    const lost = Math.max(0, sequence - last.sequence - 1);
    this.#lostTotal += lost;
    return lost;
  }
}
