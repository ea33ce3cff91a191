import type { Reaped } from '../actors/contracts.ts';
import type { ConfigChanged } from '../config/desired.ts';
import { diffKnown } from '../config/diff.ts';
import type { ErrorData } from '../config/errors.ts';
import { giversFirst } from '../config/givers-first.ts';
import { drop, find, finder, pick, put, type Table } from '../config/table.ts';
import { type CameraOutput, type CameraResult, noResult } from './camera-context.ts';
import { afterReaping, type CameraEntry, entryOf, type KeeperContext } from './keeper-context.ts';

/** What a whole configuration changes: the entries after it, who is new, and who has to be told. */
export type Reconciliation = {
  readonly generation: number;
  readonly cameras: KeeperContext['cameras'];
  readonly spawned: readonly string[];
  readonly told: readonly string[];
};

/**
 * Compares what is desired with what the keeper knows and changes only what differs. A camera that
 * is still leaving and wanted again keeps its machine, which hears the newest wish. The same
 * configuration again changes nothing, not even the generation.
 */
export function reconcile(context: KeeperContext, next: Change): Reconciliation {
  const present = ({ leaving, desired }: CameraEntry) => (leaving ? null : desired);
  const only = <Value>(table: Table<Value>) =>
    next.camera === undefined ? table : pick(table, next.camera);
  const known = only(context.cameras);
  const changes = diffKnown(known, only(next.desired.cameras), present);
  const { cameras: before, generation: last } = context;
  if (changes.length === 0) return { generation: last, cameras: before, spawned: [], told: [] };

  const generation = last + 1;
  const knownOf = finder(known);
  const entries = changes.map((change) => {
    const entry = knownOf(change.camera) ?? unknownCamera;
    const leaving = change.type === 'camera.removed';
    const desired = leaving ? entry.desired! : change.config;
    // a wish newer than the one that a machine broke under is tried
    return [change.camera, { ...entry, generation, desired, leaving, fault: null }] as const;
  });
  const changed = entries.map(([name]) => name);
  return {
    generation,
    cameras: put(before, entries),
    spawned: changed.filter((name) => knownOf(name) === null),
    told: toldOrder(known, entries),
  };
}

type Change = Omit<ConfigChanged, 'type'>;
type Entries = Table<CameraEntry>;

/** Those that have a machine to hear it. */
function toldOrder(known: Entries, entries: Entries): readonly string[] {
  const knownOf = finder(known);
  const alive = entries.filter(([, { machine }]) => machine === 'alive');
  const before = alive.flatMap(([name]): Entries => {
    const entry = knownOf(name);
    return entry ? [[name, entry]] : [];
  });
  const wishesIn = (some: Entries) =>
    some.flatMap(([n, e]) => (e.leaving ? [] : [[n, e.desired] as const]));
  const names = alive.map(([name]) => name);
  return giversFirst(names, { before: wishesIn(before), after: wishesIn(alive) });
}

const unknownCamera = { machine: 'alive', desired: null } as const;

type Bookkeeping = Pick<KeeperContext, 'cameras' | 'results'>;

const resultIn = ({ finished, discarded, forced, abandoned }: CameraResult): CameraResult => ({
  finished,
  discarded,
  forced,
  abandoned,
});

/** The results that belong to a stop of all: those of cameras removed long ago do not. */
export const resultsOf = (
  { results }: Bookkeeping,
  cameras: KeeperContext['cameras'],
): KeeperContext['results'] =>
  Object.fromEntries(Object.entries(results).filter(([name]) => find(cameras, name)));

/** A camera's machine ended in order. `entry` is there when the camera is wanted again. */
export function afterEnded(context: KeeperContext, output: CameraOutput) {
  const { name } = output;
  const entry = entryOf(context.cameras, name);
  const again = entry && !entry.leaving ? entry : null;
  const cameras = again ? context.cameras : drop(context.cameras, name);
  const results = { ...context.results, [name]: resultIn(output) };
  return { name, entry: again, cameras, results };
}

type Trouble = {
  readonly name: string;
  readonly fault: ErrorData | null;
  readonly result: CameraResult | null;
};

/** A camera's machine broke, or left something behind: it is being cleared away. */
export function afterTrouble(context: KeeperContext, trouble: Trouble): Bookkeeping {
  const { name, fault, result } = trouble;
  const entry = entryOf(context.cameras, name);
  const cleared = entry && { ...entry, machine: 'clearing' as const, fault };
  return {
    cameras: cleared ? put(context.cameras, [[name, cleared]]) : context.cameras,
    results: { ...context.results, [name]: result ? resultIn(result) : noResult },
  };
}

/** The reaper has cleared up. `entry` is there when the camera is still wanted. */
export function afterCleared(
  context: KeeperContext,
  { camera: name, ...reaped }: { readonly camera: string } & Reaped,
) {
  const known = entryOf(context.cameras, name);
  const entry: CameraEntry | null =
    known && !known.leaving ? { ...known, machine: 'alive', fault: null } : null;
  const cameras = entry ? put(context.cameras, [[name, entry]]) : drop(context.cameras, name);
  const before = Object.hasOwn(context.results, name) ? context.results[name]! : noResult;
  // a new machine has a result of its own
  const { [name]: _, ...others } = context.results;
  const results = entry ? others : { ...others, [name]: afterReaping(before, name, reaped) };
  return { name, entry, fault: known?.fault ?? null, cameras, results };
}
