import { resolve } from 'node:path';
import type { AnyActorRef, InspectionEvent } from 'xstate';
import type { Input } from '../actors/door/door.ts';
import { JournalFile } from '../actors/journal/file.ts';
import { FileAndRing } from '../actors/journal/file-and-ring.ts';
import { Journal, type JournalSink } from '../actors/journal/journal.ts';
import { JournalRing } from '../actors/journal/ring.ts';
import type { Happened } from '../actors/journal/seen-states.ts';
import { troubleWords } from '../actors/store/words.ts';
import { errorData, KeeperError } from '../config/errors.ts';
import type { KeeperInput } from '../machines/keeper-context.ts';
import type { Checkpoint } from './checkpoint.ts';
import { realClocks } from './clocks.ts';
import { dotted } from './dotted.ts';
import type { FailureFile } from './failures.ts';
import { pathOf } from './trace.ts';
import { version } from './version.ts';

/** Where a run is written down, so that it can be replayed. */
export type JournalWish =
  /** In this file and three older ones, together at most so large; the last in memory, too. */
  | { readonly file: string; readonly roomBytes?: number }
  /** The last of it in memory, until `dumpJournal`. */
  | { readonly memoryBytes: number };

const defaultWish = { memoryBytes: 4 * 1024 * 1024 } satisfies JournalWish;
const defaultRoomBytes = 256 * 1024 * 1024;

/** What the keeper's own machines do, written down as it happens. */
export type Journaling = {
  readonly start: (start: KeeperInput, takeCheckpoint: () => Checkpoint) => void;
  readonly input: (input: Input) => void;
  readonly inspect: (inspection: InspectionEvent) => void;
  /** Throws BAD_ARGUMENT when it is in a file already, and what the file system throws. */
  readonly dump: (file: string) => Promise<void>;
  /** The last of it. */
  readonly ring: JournalRing;
  readonly status: () => Omit<JournalStatus, 'failure' | 'failures'>;
  readonly close: () => Promise<void>;
};

/** Where the run is written down, as status shows it. */
export type JournalStatus = {
  /** `ended`: nothing more is written. `off`: the keeper was not started. */
  readonly state: 'file' | 'memory' | 'ended' | 'off';
  readonly path: string | null;
  /** Why it has ended; null: it has not. */
  readonly reason: string | null;
  /** At most so much of its end is in memory as well; 0: nothing. */
  readonly memoryBytes: number;
  /** The newest file in which the last of it was kept when something failed; null: nothing has. */
  readonly failure: string | null;
  /** Those files of this run, oldest first, at most as many as are kept. */
  readonly failures: readonly FailureFile[];
};

export const journalOff = { state: 'off', path: null, reason: null, memoryBytes: 0 } as const;

export type JournalHears = {
  readonly onTrouble: (error: unknown) => void;
  /** How much has been told of the run. */
  readonly mark: () => number;
};

/** Throws JOURNAL_FAILED when the file cannot be made. */
export async function openJournaling(
  wish: JournalWish = defaultWish,
  hears: JournalHears,
): Promise<Journaling> {
  if ('memoryBytes' in wish) {
    const { memoryBytes } = wish;
    const ring = new JournalRing(memoryBytes);
    const status = () => ({ ...journalOff, state: 'memory', memoryBytes }) as const;
    const dump = (file: string) => ring.dump(file);
    return { ...writing(ring, hears.mark), dump, ring, status, close: async () => {} };
  }
  return journalingInFile(wish, hears);
}

async function journalingInFile(
  { file: path, roomBytes = defaultRoomBytes }: Extract<JournalWish, { readonly file: string }>,
  { onTrouble, mark }: JournalHears,
): Promise<Journaling> {
  let reason: string | null = null;
  const onEnded = (error: KeeperError) => {
    reason = troubleWords(errorData(error.cause));
    onTrouble(error);
  };
  const file = await JournalFile.open({ path, roomBytes, onEnded });
  const { memoryBytes } = defaultWish;
  const ring = new JournalRing(memoryBytes);
  const state = () => (reason === null ? 'file' : 'ended');
  const status = () => ({ state: state(), path: resolve(path), reason, memoryBytes }) as const;
  const dump = async (another: string) => {
    if (reason !== null) return ring.dump(another);
    throw new KeeperError('BAD_ARGUMENT', `the journal is written to ${path} as it happens`);
  };
  const both = writing(new FileAndRing(file, ring), mark);
  return { ...both, dump, ring, status, close: () => file.close() };
}

type Writing = Pick<Journaling, 'start' | 'input' | 'inspect'>;

function writing(sink: JournalSink, mark: () => number): Writing {
  const { wallMs, monotonicMs } = realClocks;
  const journal = new Journal({ sink, build: version(), wallMs, nowMs: monotonicMs, mark });
  return {
    start: (start, takeCheckpoint) => journal.start(start, takeCheckpoint),
    input: (input) => journal.input(input),
    inspect: (inspection) => tellTransition(journal, inspection),
  };
}

/** Tells the journal of a transition of a machine; other inspections are left out. */
export function tellTransition(
  journal: { readonly transition: (happened: Happened) => void },
  inspection: InspectionEvent,
): void {
  if (inspection.type !== '@xstate.snapshot') return;
  const { value, status } = inspection.snapshot as { value?: unknown; status: string };
  if (value === undefined) return; // not a machine
  const path = pathOf(inspection.actorRef as AnyActorRef);
  const event = inspection.event.type;
  journal.transition({ path, event, state: dotted(value), isActive: status === 'active' });
}
