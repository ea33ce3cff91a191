import type { AnyActorRef, AnyMachineSnapshot, InspectionEvent } from 'xstate';
import { pathOf } from '../../keeper/trace.ts';
import type { FleetSnapshot } from '../../machines/fleet.ts';
import type { GateContext } from '../../machines/gate-setup.ts';
import { cameraId } from '../../machines/keeper-context.ts';
import type { World } from '../support/world.ts';
import { cameraTruths } from './camera-truths.ts';
import { gateTruths } from './gate-truths.ts';
import { keeperTruths } from './keeper-truths.ts';
import { processTruths } from './process-truths.ts';

/** A sentence of `docs/machines/`, and whether it holds. */
export type Truth<Context> = readonly [
  sentence: string,
  holds: (view: View<Context>, world: World) => boolean,
];
/** By the path of the state; `always` is for all of them. */
export type Truths<Context> = Readonly<Record<string, readonly Truth<Context>[]>>;

/** One machine as its snapshot and the system show it. */
export type View<Context> = {
  readonly context: Context;
  /** Names of the delays and delayed events that are still to ring. */
  readonly timers: readonly string[];
  readonly children: readonly string[];
  /** Those of them that are not done, stopped or broken, nor just about to be stopped. */
  readonly living: readonly string[];
  readonly gate: { readonly inside: readonly string[]; readonly queue: readonly string[] };
};

// each is called with the context of its own machine
export const truthsOf: Readonly<Record<string, Truths<never>>> = {
  process: processTruths,
  camera: cameraTruths,
  keeper: keeperTruths,
  gate: gateTruths,
};

/**
 * An inspector that holds every snapshot of every machine against what is written down of its
 * state.
 */
export const truthKeeper = (world: World) => (inspection: InspectionEvent) => {
  if (inspection.type !== '@xstate.snapshot') return;
  const snapshot = inspection.snapshot as AnyMachineSnapshot;
  if (!snapshot.machine || snapshot.status === 'error') return;
  if (snapshot.status === 'stopped') return; // by its parent, wherever it was
  const actor = inspection.actorRef as AnyActorRef;
  const truths = truthsOf[snapshot.machine.id];
  if (!truths) return;
  const view = new SnapshotView(actor, snapshot);
  for (const [state, sentence, holds] of truthsIn(truths, snapshot.value)) {
    if (holds(view as never, world)) continue;
    const after = inspection.event.type;
    world.violations.push(`${pathOf(actor)} in ${state} after ${after}: not "${sentence}"`);
  }
};

type Placed = readonly [state: string, ...Truth<never>];

/** The truths of each combination of states, put together once. */
const placed = new Map<Truths<never>, Map<string, readonly Placed[]>>();

function truthsIn(truths: Truths<never>, value: unknown): readonly Placed[] {
  const byLeaf = placed.get(truths) ?? new Map<string, readonly Placed[]>();
  placed.set(truths, byLeaf);
  const leaf = leafOf(value);
  const known = byLeaf.get(leaf);
  if (known) return known;
  const states = ['always', ...pathsOf(value)];
  const here = states.flatMap((state) =>
    (truths[state] ?? []).map((truth): Placed => [state, ...truth]),
  );
  byLeaf.set(leaf, here);
  return here;
}

/** Looks at what a truth asks for, and at nothing else: there are millions of snapshots. */
class SnapshotView implements View<unknown> {
  readonly #actor: AnyActorRef;
  readonly #snapshot: AnyMachineSnapshot;
  #timers: readonly string[] | null = null;

  constructor(actor: AnyActorRef, snapshot: AnyMachineSnapshot) {
    this.#actor = actor;
    this.#snapshot = snapshot;
  }

  get context() {
    return this.#snapshot.context;
  }

  get timers() {
    this.#timers ??= timersOf(this.#actor);
    return this.#timers;
  }

  get children() {
    return idsOf(this.#snapshot.children);
  }

  get living() {
    return idsOf(this.#snapshot.children, isLiving);
  }

  get gate() {
    const gate: GateContext | undefined = this.#actor.system.get('gate')?.getSnapshot().context;
    return { inside: gate?.inside ?? [], queue: (gate?.queue ?? []).map(({ path }) => path) };
  }
}

/** Those of the keeper are also the cameras that stand under its fleet. */
function idsOf(children: Readonly<Record<string, AnyActorRef>>, is = (_: AnyActorRef) => true) {
  const { fleet } = children;
  const below = fleet ? [...(fleet.getSnapshot() as FleetSnapshot).machines] : [];
  return [
    ...Object.keys(children).filter((id) => is(children[id]!)),
    ...below.filter(([, machine]) => is(machine)).map(([camera]) => cameraId(camera)),
  ];
}

const isLiving = (actor: AnyActorRef): boolean =>
  actor.getSnapshot().status === 'active' && !isEnding(actor);

type Letter = { readonly value: { readonly type: string }; readonly next: Letter | null };
type WithMailbox = { readonly mailbox?: { readonly _current: Letter | null } };

/**
 * Stopped in the midst of its own turn, when what it did came back to its parent: XState has it
 * stop at the end of that turn.
 */
const isEnding = (actor: AnyActorRef): boolean =>
  (actor as unknown as WithMailbox).mailbox?._current?.next?.value.type === 'xstate.stop';

type Scheduled = { readonly id: string; readonly source: unknown };
type System = { readonly _snapshot: { readonly _scheduledEvents: Record<string, Scheduled> } };

/** XState's own list of delayed events; `getSnapshot` of the system would copy it every time. */
function timersOf(actor: AnyActorRef): string[] {
  const { _scheduledEvents } = (actor.system as unknown as System)._snapshot;
  const own: string[] = [];
  for (const key in _scheduledEvents) {
    const { source, id } = _scheduledEvents[key]!;
    if (source === actor) own.push(/^xstate\.after\.([^.]+)\./.exec(id)?.[1] ?? id);
  }
  return own;
}

/** `{ stopping: 'capture' }`: `stopping`, `stopping.capture`. */
export function pathsOf(value: unknown, above = ''): string[] {
  if (typeof value === 'string') return [above + value];
  return Object.entries(value as object).flatMap(([name, below]) => [
    above + name,
    ...pathsOf(below, `${above}${name}.`),
  ]);
}

/** `stopping.capture`. */
export function leafOf(value: unknown): string {
  if (typeof value === 'string') return value;
  for (const name in value as object) {
    return `${name}.${leafOf((value as Record<string, unknown>)[name])}`;
  }
  return '';
}

export const same = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));
