import { type ActorLogic, type AnyActorLogic, type AnyActorRef, createActor } from 'xstate';
import { type ErrorData, errorData } from '../config/errors.ts';
import { type CameraEvent, type CameraInput, type CameraOutput, roles } from './camera-context.ts';
import { cameraId, cameraOf } from './keeper-context.ts';

export type FleetCommand =
  | { readonly type: 'fleet.start'; readonly input: CameraInput }
  /** Nobody hears what is told to a camera that has no machine. */
  | { readonly type: 'fleet.tell'; readonly camera: string; readonly event: CameraEvent }
  /** Of a machine that has ended or broken. */
  | { readonly type: 'fleet.forget'; readonly camera: string };

/** How a machine ended, told to the keeper. */
export type FleetFact =
  | { readonly type: 'camera.ended'; readonly camera: string; readonly output: CameraOutput }
  | { readonly type: 'camera.broke'; readonly camera: string; readonly error: ErrorData };

/** XState's own words for a child that ended, for one that threw, and for the end of the parent. */
type FromXState =
  | { readonly type: 'xstate.stop' }
  | {
      readonly type: `xstate.${'done' | 'error'}.actor.${string}`;
      readonly actorId: string;
      readonly output?: CameraOutput;
      readonly error?: unknown;
    };

export type FleetSnapshot = {
  readonly status: 'active' | 'stopped';
  readonly output: undefined;
  readonly error: undefined;
  /** By the name of the camera, until the keeper lets go of it. */
  readonly machines: Map<string, AnyActorRef>;
};
/** An interface, for what is exported with it can name it. */
export interface FleetLogic extends ActorLogic<FleetSnapshot, FleetCommand | FromXState> {}
type Scope = Parameters<FleetLogic['transition']>[2];

/**
 * Supervises the machines of the cameras for the keeper. A chart could not do it for a large fleet:
 * XState copies the table of its children whenever one of them comes or goes, half a millisecond
 * for a thousand. This table is changed in place.
 */
export const fleetOf = (camera: AnyActorLogic): FleetLogic => ({
  getInitialSnapshot: () => {
    return { status: 'active', output: undefined, error: undefined, machines: new Map() };
  },
  getPersistedSnapshot: (snapshot) => snapshot,
  transition: (snapshot, event, scope) => {
    const { machines } = snapshot;
    if (event.type === 'xstate.stop') {
      for (const machine of machines.values()) scope.stopChild(machine);
      return { ...snapshot, status: 'stopped' };
    }
    if (event.type === 'fleet.start') {
      const { name } = event.input;
      const options = { id: cameraId(name), parent: scope.self, input: event.input };
      const machine: AnyActorRef = createActor(camera, options);
      machines.set(name, machine);
      scope.defer(() => machine.start());
    } else if (event.type === 'fleet.tell') {
      const machine = machines.get(event.camera);
      scope.defer(() => machine?.send(event.event));
    } else if (event.type === 'fleet.forget') {
      machines.delete(event.camera);
    } else {
      tellEnd(event, machines, scope);
    }
    return snapshot;
  },
});

function tellEnd(
  { actorId, output, error }: Extract<FromXState, { readonly actorId: string }>,
  machines: FleetSnapshot['machines'],
  { self, defer }: Scope,
): void {
  const camera = cameraOf(actorId)!;
  const orphans = output ? [] : orphansOf(machines.get(camera));
  defer(() => {
    // or they would restart what is killed
    for (const orphan of orphans) orphan.send({ type: 'process.stop' });
    const fact: FleetFact = output
      ? { type: 'camera.ended', camera, output }
      : { type: 'camera.broke', camera, error: errorData(error) };
    self._parent?.send(fact);
  });
}

/**
 * The process machines of a camera that threw: XState leaves them running, with no parent to reach
 * them.
 */
function orphansOf(machine: AnyActorRef | undefined): readonly AnyActorRef[] {
  const children: Children = machine?.getSnapshot().children ?? {};
  return roles.map((role) => children[role]).filter((orphan) => orphan !== undefined);
}

type Children = Readonly<Record<string, AnyActorRef | undefined>>;
