import { EMPTY, type Observable } from 'rxjs';
import {
  type AnyActorRef,
  assign,
  enqueueActions,
  fromCallback,
  fromEventObservable,
  raise,
  sendTo,
  setup,
} from 'xstate';
import type { ConfigFact, ReaperCommand } from '../actors/contracts.ts';
import { errorData } from '../config/errors.ts';
import { cameraMachine } from './camera.ts';
import { gatedRoles, roles } from './camera-context.ts';
import { gateMachine } from './gate.ts';
import {
  allLeaving,
  cameraId,
  cameraInput,
  cameraOf,
  configureEvent,
  entryOf,
  type KeeperContext,
  type KeeperEvent,
  type KeeperInput,
  type KeeperOutput,
} from './keeper-context.ts';
import { configRetryMs, gateFigures, reapWithinMs, sweepWithinMs } from './policy.ts';
import { afterCleared, afterEnded, afterTrouble, reconcile, resultsOf } from './reconcile.ts';

const isAlive = ({ cameras }: KeeperContext, name: string | null): boolean =>
  name !== null && entryOf(cameras, name)?.machine === 'alive';

/**
 * The process machines of a camera that threw: XState leaves them running, with no parent to reach
 * them.
 */
function orphansOf(keeper: AnyActorRef, id: string): readonly AnyActorRef[] {
  const children = childrenOf(childrenOf(keeper)[id]);
  return roles.map((role) => children[role]).filter((orphan) => orphan !== undefined);
}

const childrenOf = (actor: AnyActorRef | undefined): Record<string, AnyActorRef | undefined> =>
  (actor?.getSnapshot() as { children?: Record<string, AnyActorRef> } | undefined)?.children ?? {};

export const keeperSetup = setup({
  types: {
    context: {} as KeeperContext,
    input: {} as KeeperInput,
    output: {} as KeeperOutput,
    events: {} as KeeperEvent,
  },
  actors: {
    camera: cameraMachine,
    gate: gateMachine,
    config: fromEventObservable(() => EMPTY as Observable<ConfigFact>),
    reaper: fromCallback<ReaperCommand, { readonly path: string }>(() => {}),
  },
  guards: {
    hasNewPace: ({ context, event }) => {
      if (event.type !== 'config.changed' || !event.desired.gate) return false;
      const { width, holdMs } = gateFigures(event.desired.gate);
      return width !== context.gate.width || holdMs !== context.gate.holdMs;
    },
    empty: ({ context }) => Object.keys(context.cameras).length === 0,
    placeIsAlive: ({ context, event }) =>
      event.type === 'gate.granted' && isAlive(context, cameraOf(event.path)),
    cameraIsAlive: ({ context, event }) =>
      event.type === 'keeper.restart' && isAlive(context, event.camera),
    cameraIsClearing: ({ context, event }) =>
      event.type === 'keeper.restart' &&
      entryOf(context.cameras, event.camera)?.machine === 'clearing',
    sooner: ({ context, event }) =>
      event.type === 'keeper.stop' && event.withinMs < context.withinMs,
    fromCamera: ({ event }) => 'actorId' in event && cameraOf(event.actorId) !== null,
    leftTrouble: ({ event }) =>
      'output' in event &&
      cameraOf(event.actorId) !== null &&
      (event.output.fault !== null || event.output.abandoned.length > 0),
  },
  delays: { configRetry: configRetryMs, sweepWithin: sweepWithinMs, reapWithin: reapWithinMs },
  actions: {
    sweep: sendTo('reaper', { type: 'reaper.sweep' }),
    killAll: sendTo('reaper', { type: 'reaper.killAll' }),
    noteRejected: assign(({ event }) =>
      event.type === 'config.rejected' ? { rejected: event.problems } : {},
    ),
    noteDeaf: assign(({ event }) =>
      'error' in event ? { deafBecause: errorData(event.error) } : {},
    ),
    noteFatal: assign(({ context, event }) =>
      'error' in event
        ? { fault: errorData(event.error), withinMs: context.stopCameraWithinMs }
        : {},
    ),
    noteAbandoned: assign(({ event }) =>
      event.type === 'reaper.emptied' ? { abandoned: event.abandoned } : {},
    ),
    noteStop: assign(({ event }) =>
      event.type === 'keeper.stop' ? { withinMs: event.withinMs } : {},
    ),
    passGrant: enqueueActions(({ event, enqueue }) => {
      if (event.type !== 'gate.granted') return;
      enqueue.sendTo(cameraId(cameraOf(event.path)!), { type: 'gate.granted', path: event.path });
    }),
    restart: enqueueActions(({ event, enqueue }) => {
      if (event.type !== 'keeper.restart') return;
      enqueue.sendTo(cameraId(event.camera), { type: 'camera.restart', role: event.role });
    }),

    /** Asked to try again while its remains are being cleared away. */
    forgive: assign(({ context: { cameras }, event }) => {
      if (event.type !== 'keeper.restart') return {};
      const entry = { ...entryOf(cameras, event.camera)!, fault: null };
      return { cameras: { ...cameras, [event.camera]: entry } };
    }),

    notePace: assign(({ event }) =>
      event.type === 'config.changed' && event.desired.gate
        ? { gate: gateFigures(event.desired.gate) }
        : {},
    ),
    pace: sendTo('gate', ({ context }) => ({ type: 'gate.configure' as const, ...context.gate })),
    reconcile: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'config.changed') return;
      const { generation, cameras, spawned, told } = reconcile(context, event.desired);
      const results = resultsOf(context, cameras); // those of cameras that are gone were told
      enqueue.assign({ generation, cameras, results, rejected: [], deafBecause: null });
      for (const name of spawned) {
        enqueue.spawnChild('camera', {
          id: cameraId(name),
          input: cameraInput(context, name, null),
        });
      }
      for (const name of told) enqueue.sendTo(cameraId(name), configureEvent(cameras[name]!));
    }),
    /** A camera left in order. Wanted again in the meantime, it gets a new machine. */
    collect: enqueueActions(({ context, event, enqueue }) => {
      if (!('output' in event)) return;
      const { name, entry, cameras, results } = afterEnded(context, event.output);
      enqueue.stopChild(event.actorId);
      enqueue.assign({ cameras, results });
      if (!entry) return;
      const id = cameraId(name);
      enqueue.spawnChild('camera', { id, input: cameraInput(context, name, null) });
      enqueue.sendTo(id, configureEvent(entry));
    }),
    /** A machine broke: its children may live on unreachable, so the reaper clears up behind it. */
    contain: enqueueActions(({ context, event, self, enqueue }) => {
      if (!('actorId' in event)) return;
      const name = cameraOf(event.actorId)!;
      const output = 'output' in event ? event.output : null;
      const fault = output ? output.fault : errorData((event as { error: unknown }).error);
      for (const orphan of orphansOf(self, event.actorId)) {
        enqueue.sendTo(orphan, { type: 'process.stop' }); // or it would restart what is killed
      }
      enqueue.stopChild(event.actorId);
      enqueue.assign(afterTrouble(context, { name, fault, result: output }));
      for (const role of gatedRoles) {
        enqueue.sendTo('gate', { type: 'gate.release', path: `${event.actorId}/${role}` });
      }
      enqueue.sendTo('reaper', { type: 'reaper.clear', camera: name });
    }),
    /** Nothing of it is left: a new machine starts where the operator can see the fault. */
    revive: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'reaper.cleared') return;
      const { name, entry, fault, cameras, results } = afterCleared(context, event);
      enqueue.assign({ cameras, results });
      if (!entry) return;
      const id = cameraId(name);
      enqueue.spawnChild('camera', { id, input: cameraInput(context, name, fault) });
      enqueue.sendTo(id, configureEvent(entry));
    }),

    dismissAll: enqueueActions(({ context, enqueue }) => {
      const cameras = allLeaving(context);
      const results = resultsOf(context, cameras);
      enqueue.assign({ cameras, results, generation: context.generation + 1 });
      for (const [name, entry] of Object.entries(cameras)) {
        if (entry.machine === 'alive') enqueue.sendTo(cameraId(name), configureEvent(entry));
      }
    }),
    // an earlier deadline stays armed: whichever rings first ends the wait
    hurryAll: enqueueActions(({ context, enqueue }) => {
      const { withinMs } = context;
      const id = `deadline.keeper.${withinMs}`;
      enqueue(raise({ type: 'deadline.keeper' }, { id, delay: withinMs }));
      for (const [name, entry] of Object.entries(context.cameras)) {
        if (entry.machine !== 'alive') continue;
        enqueue.sendTo(cameraId(name), { type: 'camera.hurry', withinMs });
      }
    }),
  },
});
