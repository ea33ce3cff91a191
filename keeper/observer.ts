import type { AnyActorRef, InspectionEvent } from 'xstate';
import type { Role } from '../actors/contracts.ts';
import { type CameraContext, roles } from '../machines/camera-context.ts';
import { cameraOf, type KeeperContext } from '../machines/keeper-context.ts';
import { type Explanation, explainCamera, type Times } from './explain.ts';
import { pathOf } from './trace.ts';

/** What an observer sees of a camera: its state in a dotted word, and why. */
export type CameraView = Explanation & {
  readonly camera: string;
  readonly state: string;
  readonly sinceMs: number;
  readonly context: CameraContext;
};

/** What an observer tells as it happens. */
export type Hears = {
  /** Another state of a camera, or another reason for it. */
  readonly onCamera: (view: CameraView) => void;
  readonly onCameraGone: (camera: string) => void;
  readonly onProcess: (process: ProcessView) => void;
  readonly onKeeper: (keeper: KeeperView) => void;
  /** A configuration was accepted, or refused. */
  readonly onConfig: (context: KeeperContext) => void;
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
type Seen = { readonly view: CameraView; readonly times: Times };

/**
 * Stamps the time on what the machines do: since when a state lasts and why. Hears every transition
 * as XState's inspector does, and changes nothing.
 */
export class Observer {
  readonly #cameras = new Map<string, Seen>();
  readonly #hear: Hears;
  #context: KeeperContext | null = null;
  keeper: KeeperView = { state: 'booting', sinceMs: Date.now(), generation: 0 };

  constructor(hears: Hears) {
    this.#hear = hears;
  }

  readonly inspect = (inspection: InspectionEvent): void => {
    if (inspection.type !== '@xstate.snapshot') return;
    const snapshot = inspection.snapshot as { value?: unknown; context?: unknown };
    if (snapshot.value === undefined) return;
    const path = pathOf(inspection.actorRef as AnyActorRef);
    const state = dotted(snapshot.value);
    if (path === 'keeper') this.#seeKeeper(state, snapshot.context as KeeperContext);
    const camera = cameraOf(path);
    if (camera !== null && !path.includes('/')) {
      const context = snapshot.context as CameraContext;
      this.#seeCamera(camera, { state, context, event: inspection.event.type, now: Date.now() });
    }
  };

  camera(name: string): CameraView | null {
    return this.#cameras.get(name)?.view ?? null;
  }

  #seeKeeper(dottedState: string, context: KeeperContext): void {
    const { generation, cameras, rejected } = context;
    const before = this.#context;
    this.#context = context;
    const [state = ''] = dottedState.split('.');
    if (state !== this.keeper.state) {
      this.keeper = { state, sinceMs: Date.now(), generation };
      this.#hear.onKeeper(this.keeper);
    }
    const told = before?.generation === generation && before.rejected === rejected;
    if (before && !told) this.#hear.onConfig(context);
    for (const name of this.#cameras.keys()) {
      if (Object.hasOwn(cameras, name)) continue;
      this.#cameras.delete(name);
      this.#hear.onCameraGone(name);
    }
  }

  #seeCamera(camera: string, sight: Sight): void {
    const { state, context } = sight;
    if (context.desired.generation === 0) return; // made, but nothing was wished of it yet
    const before = this.#cameras.get(camera);
    const times = timesAfter(before, sight);
    const explanation = explainCamera(state, context, times);
    const view = { camera, state, sinceMs: times.sinceMs, context, ...explanation };
    this.#cameras.set(camera, { view, times });
    const same = before?.view.state === state && before.view.reason === explanation.reason;
    if (!same) this.#hear.onCamera(view);
    for (const role of roles) {
      const { phase, pid } = context.process[role];
      const known = before?.view.context.process[role];
      if (known && known.phase === phase && known.pid === pid) continue;
      this.#hear.onProcess({ camera, role, phase, pid, sinceMs: times.phaseMs[role] });
    }
  }
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
    phaseMs: { capture: phaseMs('capture'), tracker: phaseMs('tracker') },
  };
}

/** `{ running: 'healthy' }` as `running.healthy`. */
export function dotted(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as object)
    .map(([state, inner]) => `${state}.${dotted(inner)}`)
    .join(' ');
}
