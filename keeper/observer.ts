import type { AnyActorRef, InspectionEvent } from 'xstate';
import type { Leftover, ReaperFact, Role } from '../actors/contracts.ts';
import { touched } from '../config/table.ts';
import { type CameraContext, roles } from '../machines/camera-context.ts';
import type { GateContext } from '../machines/gate-setup.ts';
import { cameraOf, entryOf, type KeeperContext } from '../machines/keeper-context.ts';
import { type Clocks, realClocks } from './clocks.ts';
import { dotted } from './dotted.ts';
import {
  type Explanation,
  explainCamera,
  explainClearing,
  type Surroundings,
  type Times,
} from './explain.ts';
import { Reconnects } from './reconnects.ts';
import { pathOf } from './trace.ts';

/** A camera as embedders see it: its state in a dotted word, and why. */
export type CameraState = Explanation & {
  readonly camera: string;
  readonly state: string;
  /** Milliseconds since 1970. */
  readonly sinceMs: number;
};
/** The same with the machine's context, which holds passwords: not for others. */
export type CameraView = CameraState & { readonly context: CameraContext };

/** What an observer tells as it happens. */
export type Hears = {
  /** Another state of a camera, or another reason for it. */
  readonly onCamera: (view: CameraView) => void;
  readonly onCameraGone: (camera: string) => void;
  readonly onProcess: (process: ProcessView) => void;
  readonly onKeeper: (keeper: KeeperView) => void;
  /** A configuration was accepted, or refused. */
  readonly onConfig: (context: KeeperContext) => void;
  /** An earlier keeper of the instance had left these; they were killed. */
  readonly onSwept: (leftovers: readonly Leftover[]) => void;
};
export type ProcessView = {
  readonly camera: string;
  readonly role: Role;
  readonly phase: string;
  readonly pid: number | null;
  readonly sinceMs: number;
};
export type KeeperView = {
  readonly state: string;
  readonly sinceMs: number;
  readonly generation: number;
};
type Seen = {
  readonly view: CameraView;
  readonly times: Times;
  readonly reconnects: Reconnects;
};

/**
 * Stamps the time on what the machines do: since when a state lasts and why. Hears every transition
 * as XState's inspector does, and changes nothing.
 */
export class Observer {
  readonly #cameras = new Map<string, Seen>();
  readonly #hear: Partial<Hears>;
  #context: KeeperContext | null = null;
  #guard: Surroundings['guard'] = null;
  readonly #clocks: Clocks;
  keeper: KeeperView;

  constructor(hears: Partial<Hears>, clocks: Clocks = realClocks) {
    this.#hear = hears;
    this.#clocks = clocks;
    this.keeper = { state: 'booting', sinceMs: clocks.wallMs(), generation: 0 };
  }

  readonly inspect = (inspection: InspectionEvent): void => {
    if (inspection.type !== '@xstate.snapshot') return;
    const snapshot = inspection.snapshot as { value?: unknown; context?: unknown };
    if (snapshot.value === undefined) return;
    const path = pathOf(inspection.actorRef as AnyActorRef);
    if (path.includes('/')) return; // of a process: its camera tells what it does
    const state = dotted(snapshot.value);
    const event = inspection.event.type;
    if (event === 'reaper.swept') this.#seeSwept(inspection.event as unknown as Swept);
    if (path === 'keeper') {
      this.#seeKeeper({ state, context: snapshot.context as KeeperContext, event });
    }
    if (path === 'gate') this.#guard = guardOf(state, snapshot.context as GateContext);
    const camera = cameraOf(path);
    if (camera === null) return;
    // the keeper heard of its end first: it has let go of it, or clears away what it left
    const entry = entryOf(this.#context?.cameras ?? [], camera);
    if (state !== 'removed' || entry?.machine !== 'clearing') {
      const context = snapshot.context as CameraContext;
      this.#seeCamera(camera, { state, context, event, now: this.#clocks.wallMs() });
    }
    if (state === 'removed') this.#seeEntry(camera);
  };

  camera(name: string): CameraView | null {
    const seen = this.#cameras.get(name);
    if (!seen) return null;
    const { view, times } = seen;
    if (view.state !== 'starting.gated') return view;
    // whom it waits for changes without its own doing
    return { ...view, ...this.#explain(view.state, view.context, times) };
  }

  reconnectsLastHour(name: string): number {
    return this.#cameras.get(name)?.reconnects.lastHour(this.#clocks.monotonicMs()) ?? 0;
  }

  #explain(state: string, context: CameraContext, times: Times): Explanation {
    return explainCamera(state, context, { ...times, guard: this.#guard });
  }

  /** The root itself broke: nobody changes anything of it any more. */
  noteBroken(reason: string): void {
    this.#enter('broken');
    for (const camera of this.#cameras.keys()) this.#seeBroken(camera, { reason, next: null });
  }

  #seeKeeper({ state: dottedState, context, event }: KeeperSight): void {
    const { cameras, generation } = context;
    const before = this.#context;
    this.#context = context;
    const [state = ''] = dottedState.split('.');
    this.#enter(state, generation);
    if (isNews(event, context, before)) this.#hear.onConfig?.(context);
    for (const name of touched(before?.cameras ?? [], cameras)) this.#seeEntry(name);
  }

  #seeEntry(name: string): void {
    if (!this.#cameras.has(name)) return;
    const entry = entryOf(this.#context?.cameras ?? [], name);
    if (entry?.machine === 'clearing') this.#seeBroken(name, explainClearing(entry.fault));
    if (entry) return;
    this.#cameras.delete(name);
    this.#hear.onCameraGone?.(name);
  }

  #seeSwept({ killed }: Swept): void {
    if (killed.length > 0) this.#hear.onSwept?.(killed);
  }

  #enter(state: string, generation = this.keeper.generation): void {
    if (state === this.keeper.state) return;
    this.keeper = { state, sinceMs: this.#clocks.wallMs(), generation };
    this.#hear.onKeeper?.(this.keeper);
  }

  /** Its machine can say nothing any more: what it said last is not true. */
  #seeBroken(camera: string, explanation: Explanation): void {
    const seen = this.#cameras.get(camera)!;
    const { view, times } = seen;
    const state = 'broken';
    if (view.state === state && view.reason === explanation.reason) return;
    const sinceMs = view.state === state ? view.sinceMs : this.#clocks.wallMs();
    const broken = { ...view, ...explanation, state, sinceMs };
    this.#cameras.set(camera, { ...seen, view: broken, times: { ...times, sinceMs } });
    this.#hear.onCamera?.(broken);
  }

  #seeCamera(camera: string, sight: Sight): void {
    const { state, context } = sight;
    if (context.desired.generation === 0) return; // made, but nothing was wished of it yet
    const before = this.#cameras.get(camera);
    const times = timesAfter(before, sight);
    const explanation = this.#explain(state, context, times);
    const view = { camera, state, sinceMs: times.sinceMs, context, ...explanation };
    const reconnects = before?.reconnects ?? new Reconnects();
    reconnects.see(context.process.capture.runs, this.#clocks.monotonicMs());
    this.#cameras.set(camera, { view, times, reconnects });
    const same = before?.view.state === state && before.view.reason === explanation.reason;
    if (!same) this.#hear.onCamera?.(view);
    for (const role of roles) {
      const { phase, pid } = context.process[role];
      const known = before?.view.context.process[role];
      if (known && known.phase === phase && known.pid === pid) continue;
      this.#hear.onProcess?.({ camera, role, phase, pid, sinceMs: times.phaseMs[role] });
    }
  }
}

type Swept = Extract<ReaperFact, { readonly type: 'reaper.swept' }>;

const guardOf = (state: string, { probe }: GateContext): Surroundings['guard'] =>
  state === 'guarded' ? { probe: probe && cameraOf(probe) } : null;

type KeeperSight = {
  readonly state: string;
  readonly context: KeeperContext;
  readonly event: string;
};

/** Whether a configuration took effect or was refused just now. */
function isNews(event: string, context: KeeperContext, before: KeeperContext | null): boolean {
  if (event === 'config.rejected') return true;
  if (event !== 'config.changed' || !before) return false;
  return context.generation !== before.generation || before.rejected.length > 0;
}

type Sight = {
  readonly state: string;
  readonly context: CameraContext;
  readonly event: string;
  readonly now: number;
};

function timesAfter(before: Seen | undefined, { state, context, event, now }: Sight): Times {
  const isStopping = state.startsWith('stopping');
  const wasStopping = before?.view.state.startsWith('stopping') ?? false;
  const armed = isStopping && (!wasStopping || event === 'camera.hurry');
  const phaseMs = (role: Role) => {
    const same = before?.view.context.process[role].phase === context.process[role].phase;
    return same ? before!.times.phaseMs[role] : now;
  };
  return {
    sinceMs: before?.view.state === state ? before.times.sinceMs : now,
    armedMs: armed ? now : (before?.times.armedMs ?? now),
    phaseMs: {
      capture: phaseMs('capture'),
      tracker: phaseMs('tracker'),
      recorder: phaseMs('recorder'),
    },
  };
}
