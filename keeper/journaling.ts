import type { AnyActorRef, InspectionEvent } from 'xstate';
import type { Input } from '../actors/door/door.ts';
import { JournalFile } from '../actors/journal/file.ts';
import { Journal, type JournalSink } from '../actors/journal/journal.ts';
import { JournalRing } from '../actors/journal/ring.ts';
import type { Happened } from '../actors/journal/seen-states.ts';
import { KeeperError } from '../config/errors.ts';
import type { KeeperInput } from '../machines/keeper-context.ts';
import type { Checkpoint } from './checkpoint.ts';
import { realClocks } from './clocks.ts';
import { dotted } from './dotted.ts';
import { pathOf } from './trace.ts';
import { version } from './version.ts';

/** Where a run is written down, so that it can be replayed. */
export type JournalWish =
  /** In this file and at most three older ones beside it, together at most so large. */
  | { readonly file: string; readonly roomBytes?: number }
  /** The last of it in memory, until `dumpJournal`. */
  | { readonly memoryBytes: number };

const defaultWish: JournalWish = { memoryBytes: 4 * 1024 * 1024 };
const defaultRoomBytes = 256 * 1024 * 1024;

/** What the keeper's own machines do, written down as it happens. */
export type Journaling = {
  readonly start: (start: KeeperInput, takeCheckpoint: () => Checkpoint) => void;
  readonly input: (input: Input) => void;
  readonly inspect: (inspection: InspectionEvent) => void;
  /** Throws BAD_ARGUMENT when it is in a file already, and what the file system throws. */
  readonly dump: (file: string) => Promise<void>;
  /** null: it is written to a file. */
  readonly ring: JournalRing | null;
  readonly close: () => Promise<void>;
};

export type JournalHears = {
  readonly onTrouble: (error: unknown) => void;
  /** How much has been told of the run. */
  readonly mark: () => number;
};

/** Throws JOURNAL_FAILED when the file cannot be made. */
export async function openJournaling(
  wish: JournalWish = defaultWish,
  { onTrouble, mark }: JournalHears,
): Promise<Journaling> {
  if ('memoryBytes' in wish) {
    const ring = new JournalRing(wish.memoryBytes);
    const dump = (file: string) => ring.dump(file);
    return { ...writing(ring, mark), dump, ring, close: async () => {} };
  }
  const { file, roomBytes = defaultRoomBytes } = wish;
  const sink = await JournalFile.open({ path: file, roomBytes, onEnded: onTrouble });
  const dump = async () => {
    throw new KeeperError('BAD_ARGUMENT', `the journal is written to ${file} as it happens`);
  };
  return { ...writing(sink, mark), dump, ring: null, close: () => sink.close() };
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
