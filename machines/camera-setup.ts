import { assign, cancel, enqueueActions, fromCallback, raise, sendTo, setup } from 'xstate';
import type { MemoryCommand, MemoryInput } from '../actors/contracts.ts';
import {
  type CameraContext,
  type CameraEvent,
  type CameraInput,
  type CameraOutput,
  deadlines,
  noResult,
  roles,
} from './camera-context.ts';
import {
  appliedIn,
  disabledWhy,
  forcedIn,
  isAllUp,
  isDoneBeside,
  isWanted,
  mustEmpty,
  nextWants,
  recordedNow,
  refusedBecause,
  roleOfPath,
  stopWithin,
  withAbandoned,
} from './camera-questions.ts';
import { memoryAnswersWithinMs, stopShares } from './policy.ts';
import { processMachine } from './process.ts';
import {
  answeredChange,
  awaitedChange,
  declinedBecause,
  isAwaited,
  isBehind,
  mustAsk,
  possibleConfig,
  settledChange,
} from './region-change.ts';

const memorySilent = { code: 'ACTOR_BROKEN', message: 'the memory actor did not answer in time' };
const deadlineNames = Object.keys(deadlines) as (keyof typeof deadlines)[];

export const cameraSetup = setup({
  types: {
    context: {} as CameraContext,
    input: {} as CameraInput,
    output: {} as CameraOutput,
    events: {} as CameraEvent,
  },
  actors: {
    memory: fromCallback<MemoryCommand, MemoryInput>(() => {}),
    capture: processMachine,
    tracker: processMachine,
    recorder: processMachine,
  },
  guards: {
    wanted: ({ context }) => isWanted(context),
    // one that is wanted is about to start
    faulted: ({ context }) => disabledWhy(context) === 'faulted' && !isWanted(context),
    byRequest: ({ context }) => disabledWhy(context) === 'byRequest',
    byConfig: ({ context }) => disabledWhy(context) === 'byConfig',
    leaving: ({ context }) => context.desired.leaving,
    givenUp: ({ context }) => context.overdue && context.desired.leaving,
    mustEmpty: ({ context }) => mustEmpty(context),
    behind: ({ context }) => isBehind(context),
    captureIs: ({ context }, phase: string) => context.process.capture.phase === phase,
    captureIsNot: ({ context }, phase: string) => context.process.capture.phase !== phase,
    allUp: ({ context }) => isAllUp(context),
    notAllUp: ({ context }) => !isAllUp(context),
    othersDone: ({ context }) => isDoneBeside(context),
    fromCapture: ({ event }) => 'role' in event && event.role === 'capture',
    fromAnother: ({ event }) => 'role' in event && event.role !== 'capture',
  },
  delays: { answerWithin: memoryAnswersWithinMs },
  actions: {
    desire: assign(({ context, event }) => {
      if (event.type !== 'camera.configure') return {};
      const { type: _, ...desired } = event;
      // a camera that broke waits for another wish than the one it broke under, or for a restart
      const first = context.desired.generation === 0;
      const same = desired.generation === context.desired.generation;
      const fault = first || same ? context.fault : null;
      const change = desired.config === null ? null : context.change;
      return { desired, fault, change, applied: appliedIn({ ...context, desired }) };
    }),
    forgive: assign({ refusedGeneration: null, fault: null }),
    rememberAsked: assign({
      asked: ({ context }) => ({
        generation: context.desired.generation,
        config: possibleConfig(context, context.asked.config),
      }),
    }),
    keepRegion: assign(({ context, event }) =>
      event.type === 'memory.allocated'
        ? {
            region: event.region,
            change: settledChange(context),
            applied: { generation: -1, config: context.asked.config },
            revision: { capture: 1, tracker: 1, recorder: 1 },
          }
        : {},
    ),
    refuse: assign(({ context, event }) =>
      event.type === 'memory.refused'
        ? { refusedGeneration: context.asked.generation, ...refusedBecause(context, event.error) }
        : {},
    ),
    noteBroken: assign(({ context }) => ({
      broken: true,
      fault: context.fault ?? { code: 'ACTOR_BROKEN', message: 'an actor of the camera broke' },
    })),
    noteHurry: assign(({ event }) =>
      event.type === 'camera.hurry'
        ? { stopWithinMs: event.withinMs, hurryWithinMs: event.withinMs }
        : {},
    ),
    noteSilence: assign({
      fault: memorySilent,
    }),
    note: assign(({ context, event }) => {
      if (event.type !== 'process.changed') return {};
      return { process: { ...context.process, [event.role]: event } };
    }),
    beginResult: assign(({ context }) => ({
      result: noResult,
      done: [],
      overdue: false,
      stopWithinMs: stopWithin(context),
    })),
    noteOverdue: assign({ overdue: true }),
    noteDone: assign(({ context: { done }, event }) =>
      event.type === 'process.stopped' ? { done: [...done, event.role] } : {},
    ),
    keepForced: assign({
      result: ({ context, event }) =>
        event.type === 'process.stopped'
          ? { ...context.result, forced: [...context.result.forced, ...forcedIn(event)] }
          : context.result,
    }),
    keepDrained: assign({
      result: ({ context, event }) =>
        event.type === 'queue.drained'
          ? { ...context.result, finished: event.finished, discarded: event.discarded }
          : context.result,
    }),
    keepAbandoned: assign({ result: ({ context }) => withAbandoned(context) }),
    forget: assign(({ context }) => ({
      region: null,
      applied: appliedIn({ ...context, region: null }),
    })),

    allocate: sendTo('memory', ({ context }) => ({
      type: 'memory.allocate' as const,
      config: context.asked.config!,
    })),
    closeQueue: sendTo('memory', { type: 'queue.close' }),
    drainQueue: sendTo('memory', { type: 'queue.drain' }),
    freeMemory: sendTo('memory', { type: 'memory.free' }),
    grant: sendTo(({ event }) => roleOfPath(event.type === 'gate.granted' ? event.path : ''), {
      type: 'gate.granted',
    }),
    stopCapture: sendTo('capture', { type: 'process.stop' }),
    killCapture: sendTo('capture', { type: 'process.kill' }),
    finishTracker: sendTo('tracker', { type: 'process.finish' }),
    stopTracker: sendTo('tracker', { type: 'process.stop' }),
    killTracker: sendTo('tracker', { type: 'process.kill' }),
    stopRecorder: sendTo('recorder', { type: 'process.stop' }),
    killRecorder: sendTo('recorder', { type: 'process.kill' }),

    // to several at once, or to one of several
    apply: enqueueActions(({ context, enqueue }) => {
      const wants = isAwaited(context) ? null : nextWants(context);
      if (!wants) return;
      const { generation } = context.desired;
      const hasRecorder = recordedNow(context) === 'recorder';
      enqueue.assign({ applied: { generation, config: wants.config }, revision: wants.revision });
      for (const role of roles) {
        const want = wants[role];
        if (want) enqueue.sendTo(role, { type: 'process.want', want });
        else if (hasRecorder) enqueue.sendTo(role, { type: 'process.stop' });
      }
    }),
    restart: enqueueActions(({ event, enqueue }) => {
      const asked = event.type === 'camera.restart' && event.role ? [event.role] : roles;
      for (const role of asked) enqueue.sendTo(role, { type: 'process.restart' });
    }),
    // before anything stops; without an answer the camera runs on with what it has
    ask: enqueueActions(({ context, enqueue }) => {
      if (!mustAsk(context)) return;
      const { generation, config } = context.desired;
      const silence = { type: 'memory.answered', generation, error: memorySilent } as const;
      enqueue.assign({ change: awaitedChange(context) });
      enqueue(cancel('memory.answer'));
      enqueue(raise(silence, { id: 'memory.answer', delay: memoryAnswersWithinMs }));
      enqueue.sendTo('memory', { type: 'memory.ask', generation, config: config! });
    }),
    noteAnswer: enqueueActions(({ context, event, enqueue }) => {
      const change = event.type === 'memory.answered' && answeredChange(context, event);
      if (!change) return;
      enqueue(cancel('memory.answer'));
      enqueue.assign({ change });
    }),
    /** No other region is needed, or not any more. */
    stay: enqueueActions(({ context, enqueue }) => {
      const { change } = context;
      if (!change || isAwaited(context) || declinedBecause(context)) return;
      if (change.answer !== 'promised') {
        enqueue(cancel('memory.answer'));
        enqueue.sendTo('memory', { type: 'memory.withdraw', isLeaving: false });
      }
      enqueue.assign({ change: null });
    }),
    /** Whether it is to have any memory at all: heard before `desire`. */
    tellWanted: enqueueActions(({ context, event, enqueue }) => {
      if (event.type !== 'camera.configure') return;
      const isLeaving = event.config === null;
      if (isLeaving === (context.desired.config === null)) return;
      if (isLeaving) enqueue(cancel('memory.answer'));
      enqueue.sendTo('memory', { type: 'memory.withdraw', isLeaving });
    }),
    arm: enqueueActions(({ context, enqueue }) => {
      enqueue(cancel('memory.answer'));
      for (const type of deadlineNames) {
        enqueue(raise({ type }, { id: type, delay: context.stopWithinMs * stopShares[type] }));
      }
    }),
    // also before it is armed with later, shorter deadlines, or the ones before would ring as well
    disarm: enqueueActions(({ enqueue }) => {
      for (const type of deadlineNames) enqueue(cancel(type));
    }),
  },
});
