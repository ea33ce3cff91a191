import { EMPTY, type Observable } from 'rxjs';
import {
  assign,
  enqueueActions,
  fromCallback,
  fromEventObservable,
  raise,
  sendTo,
  setup,
} from 'xstate';
import type { ConfigFact, ReaperCommand } from '../actors/contracts.ts';
import { type ErrorData, errorData } from '../config/errors.ts';
import { finder, put } from '../config/table.ts';
import { cameraMachine } from './camera.ts';
import { type CameraEvent, gatedRoles } from './camera-context.ts';
import { type FleetCommand, fleetOf } from './fleet.ts';
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

const start = (context: KeeperContext, name: string, fault: ErrorData | null): FleetCommand => {
  return { type: 'fleet.start', input: cameraInput(context, name, fault) };
};
const tell = (camera: string, event: CameraEvent): FleetCommand => {
  return { type: 'fleet.tell', camera, event };
};

const releases = (camera: string) =>
  gatedRoles.map((role) => ({
    type: 'gate.release' as const,
    path: `${cameraId(camera)}/${role}`,
  }));

export const keeperSetup = setup({
  types: {
    context: {} as KeeperContext,
    input: {} as KeeperInput,
    output: {} as KeeperOutput,
    events: {} as KeeperEvent,
  },
  actors: {
    fleet: fleetOf(cameraMachine),
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
    empty: ({ context }) => context.cameras.length === 0,
    placeIsAlive: ({ context, event }) =>
      event.type === 'gate.granted' && isAlive(context, cameraOf(event.path)),
    cameraIsAlive: ({ context, event }) =>
      event.type === 'keeper.restart' && isAlive(context, event.camera),
    cameraIsClearing: ({ context, event }) =>
      event.type === 'keeper.restart' &&
      entryOf(context.cameras, event.camera)?.machine === 'clearing',
    sooner: ({ context, event }) =>
      event.type === 'keeper.stop' && event.withinMs < context.withinMs,
    leftTrouble: ({ event }) =>
      event.type === 'camera.ended' &&
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
    noteReaped: assign(({ event }) =>
      event.type === 'reaper.emptied'
        ? { reaped: { killed: event.killed, abandoned: event.abandoned } }
        : {},
    ),
    noteStop: assign(({ event }) =>
      event.type === 'keeper.stop' ? { withinMs: event.withinMs } : {},
    ),
    passGrant: enqueueActions(({ event, enqueue }) => {
      if (event.type !== 'gate.granted') return;
      enqueue.sendTo('fleet', tell(cameraOf(event.path)!, { type: event.type, path: event.path }));
    }),
    restart: enqueueActions(({ event, enqueue }) => {
      if (event.type !== 'keeper.restart') return;
      const { camera, role } = event;
      enqueue.sendTo('fleet', tell(camera, { type: 'camera.restart', role }));
    }),

    /** Asked to try again while its remains are being cleared away. */
    forgive: assign(({ context: { cameras }, event }) => {
      if (event.type !== 'keeper.restart') return {};
      const entry = { ...entryOf(cameras, event.camera)!, fault: null };
      return { cameras: put(cameras, [[event.camera, entry]]) };
    }),

    notePace: assign(({ event }) =>
      event.type === 'config.changed' && event.desired.gate
        ? { gate: gateFigures(event.desired.gate) }
        : {},
    ),
    pace: sendTo('gate', ({ context }) => ({ type: 'gate.configure' as const, ...context.gate })),
    reconcile: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'config.changed') return;
      const { generation, cameras, spawned, told } = reconcile(context, event);
      const results = resultsOf(context, cameras); // those of cameras that are gone were told
      enqueue.assign({ generation, cameras, results, rejected: [], deafBecause: null });
      for (const name of spawned) enqueue.sendTo('fleet', start(context, name, null));
      const entry = finder(cameras);
      for (const name of told) enqueue.sendTo('fleet', tell(name, configureEvent(entry(name)!)));
    }),
    /** A camera left in order. Wanted again in the meantime, it gets a new machine. */
    collect: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'camera.ended') return;
      const { name, entry, cameras, results } = afterEnded(context, event.output);
      enqueue.sendTo('fleet', { type: 'fleet.forget', camera: name });
      enqueue.assign({ cameras, results });
      if (!entry) return;
      enqueue.sendTo('fleet', start(context, name, null));
      enqueue.sendTo('fleet', tell(name, configureEvent(entry)));
    }),
    /** A machine broke: its processes may live on, so the reaper clears up behind it. */
    contain: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'camera.ended' && event.type !== 'camera.broke') return;
      const { camera } = event;
      const result = event.type === 'camera.ended' ? event.output : null;
      const fault = event.type === 'camera.ended' ? event.output.fault : event.error;
      enqueue.sendTo('fleet', { type: 'fleet.forget', camera });
      enqueue.assign(afterTrouble(context, { name: camera, fault, result }));
      for (const release of releases(camera)) enqueue.sendTo('gate', release);
      enqueue.sendTo('reaper', { type: 'reaper.clear', camera });
    }),
    /** Nothing of it is left: a new machine starts where the operator can see the fault. */
    revive: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'reaper.cleared') return;
      const { name, entry, fault, cameras, results } = afterCleared(context, event);
      enqueue.assign({ cameras, results });
      // one that exited while its camera broke may have asked again
      for (const release of releases(name)) enqueue.sendTo('gate', release);
      if (!entry) return;
      enqueue.sendTo('fleet', start(context, name, fault));
      enqueue.sendTo('fleet', tell(name, configureEvent(entry)));
    }),

    dismissAll: enqueueActions(({ context, enqueue }) => {
      const cameras = allLeaving(context);
      const results = resultsOf(context, cameras);
      enqueue.assign({ cameras, results, generation: context.generation + 1 });
      for (const [name, entry] of cameras) {
        if (entry.machine === 'alive') enqueue.sendTo('fleet', tell(name, configureEvent(entry)));
      }
    }),
    // an earlier deadline stays armed: whichever rings first ends the wait
    hurryAll: enqueueActions(({ context, enqueue }) => {
      const { withinMs } = context;
      const id = `deadline.keeper.${withinMs}`;
      enqueue(raise({ type: 'deadline.keeper' }, { id, delay: withinMs }));
      for (const [name, entry] of context.cameras) {
        if (entry.machine !== 'alive') continue;
        enqueue.sendTo('fleet', tell(name, { type: 'camera.hurry', withinMs }));
      }
    }),
  },
});
