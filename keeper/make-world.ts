import type { Reaped } from '../actors/contracts.ts';
import { type LiveDoor, liveDoor } from '../actors/door/live-door.ts';
import { Holdings } from '../actors/holdings.ts';
import type { LogLines } from '../actors/log-lines.ts';
import { Budget } from '../actors/memory/budget.ts';
import { Reservations } from '../actors/memory/reservations.ts';
import { memoryRoom } from '../actors/memory/room.ts';
import { HangWatch } from '../actors/process/hang-watch.ts';
import { Starts } from '../actors/process/starts.ts';
import { formatMark } from '../actors/reaper/mark.ts';
import { clearHoldings } from '../actors/reaper/reaper.ts';
import { Disk } from '../actors/recorder/disk.ts';
import type { Demand } from '../actors/tracker/demand.ts';
import type { World } from '../actors/world.ts';
import type { RuntimeDirectory } from '../bus/runtime-directory.ts';
import { ourselves } from '../native/process-id.ts';
import type { KeeperOptions } from './options.ts';

export type WorldOptions = Pick<World, 'onResult' | 'onTrouble'> & {
  readonly directory: RuntimeDirectory;
  /** A name for this run of the keeper, never used before. */
  readonly run: string;
  readonly logs: LogLines;
  readonly demand: Demand;
  /** What the frames of all cameras may take. */
  readonly budgetBytes: () => number;
  readonly onInput: NonNullable<KeeperOptions['onInput']>;
};

export type OwnWorld = World & {
  readonly door: LiveDoor;
  /**
   * The machines are reached no more, and every process is killed and waited for.
   */
  readonly reap: () => Promise<Reaped>;
  /** No timer is left. */
  readonly close: () => void;
};

/** What the edge actors of one keeper share, made for one run of it. */
export function makeWorld(options: WorldOptions): OwnWorld {
  const { directory, run, logs, demand, onInput, onResult, onTrouble } = options;
  const holdings = new Holdings();
  const budget = new Budget({ room: memoryRoom, limitBytes: options.budgetBytes });
  const reservations = new Reservations();
  const hangWatch = new HangWatch({ onLook: () => demand.look(), onTrouble });
  const door = liveDoor({ onInput });
  let runs = 0;
  return {
    door,
    holdings,
    budget,
    reservations,
    memoryRoom,
    starts: new Starts(),
    hangWatch,
    disk: new Disk(),
    demand,
    logs,
    mark: formatMark({ instance: directory.path, process: ourselves(), run }),
    nextRunId: () => `${run}-${++runs}`,
    url: directory.url,
    onTrouble,
    onResult,
    reap: () => {
      door.close();
      return new Promise((resolve) => clearHoldings(holdings, null, resolve));
    },
    close: () => {
      door.close();
      reservations.close();
      budget.close();
      hangWatch.close();
    },
  };
}
