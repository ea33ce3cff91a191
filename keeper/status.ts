import { resolve } from 'node:path';
import type { ExitData, RegionData, Role } from '../actors/contracts.ts';
import { addCounts, countsOf, type FrameCounts, noFrames } from '../actors/frame-counts.ts';
import type { Holdings } from '../actors/holdings.ts';
import type { Budget } from '../actors/memory/budget.ts';
import type { StoreStatus } from '../actors/store/contracts.ts';
import { recordedBy } from '../config/recording.ts';
import type { CameraContext } from '../machines/camera-context.ts';
import { isRecording, observedGeneration } from '../machines/camera-questions.ts';
import type { KeeperContext } from '../machines/keeper-context.ts';
import type { ProcessPhase } from '../machines/process-setup.ts';
import { declinedBecause } from '../machines/region-change.ts';
import type { FrameRole, RegionMetrics } from '../native/index.ts';
import type { NextAction } from './explain.ts';
import type { JournalStatus } from './journaling.ts';
import { type MemoryStatus, memoryStatus, requiredBytes, requiredOf } from './memory-status.ts';
import type { CameraView, Observer } from './observer.ts';
import { type Quality, qualityOf } from './quality.ts';

/**
 * Shapes of `camkeeper status --json`. Only added to, never changed. Times are ISO, sizes bytes.
 */
export type KeeperStatus = {
  readonly instance: string;
  readonly pid: number;
  readonly state: string;
  readonly since: string;
  readonly generation: number;
  readonly store: StoreStatus;
  readonly journal: JournalStatus;
  readonly memory: MemoryStatus;
  readonly cameras: Readonly<Record<string, CameraStatus>>;
};

export type CameraStatus = {
  readonly origin: 'file' | 'command';
  readonly state: string;
  readonly since: string;
  readonly reason: string;
  readonly generation: number;
  readonly observedGeneration: number;
  readonly capture: ProcessStatus & {
    readonly ffmpegPid: number | null;
    /** Of the pipe from ffmpeg, as the kernel granted it. */
    readonly pipeBytes: number | null;
  };
  readonly tracker: ProcessStatus;
  /** null where no input is recorded for itself. */
  readonly recorder: Omit<ProcessStatus, 'fps' | 'framesTotal'> | null;
  /** null where nothing is recorded. */
  readonly recording: RecordingStatus | null;
  /** null while the camera has no memory. */
  readonly ring: Omit<RegionData, 'id'> | null;
  readonly queue: {
    readonly capacity: number;
    readonly length: number;
    readonly droppedTotal: number;
  };
  /** Frames lost, by reason; reasons that did not occur are left out. */
  readonly losses: Readonly<Record<string, number>>;
  readonly reconnectsLastHour: number;
  readonly stallsLastHour: number;
  /** null while it is switched off. */
  readonly quality: Quality | null;
  readonly next: NextAction | null;
  /** Of its frames. */
  readonly memory: { readonly requiredBytes: number; readonly reservedBytes: number };
  /** Why a newer size is not in force; null: all that is wished is. */
  readonly changeRefused: string | null;
};

export type RecordingStatus = {
  readonly by: 'capture' | 'recorder';
  /** Where the segments of this camera are. */
  readonly directory: string;
  /** Segments grow. */
  readonly isUp: boolean;
};

export type ProcessStatus = {
  readonly pid: number | null;
  readonly phase: ProcessPhase;
  /** Since the camera came up. */
  readonly restarts: number;
  readonly fps: number;
  /** Since the camera came up, over restarts. */
  readonly framesTotal: number;
  readonly lastExit: (ExitData & { readonly forced: boolean }) | null;
};

export type CameraFacts = {
  readonly origin: 'file' | 'command';
  readonly generation: number;
  readonly view: CameraView;
  readonly metrics: RegionMetrics | null;
  /** Since the camera came up. */
  readonly counts: FrameCounts;
  readonly reconnectsLastHour: number;
};

export type KeeperFacts = {
  readonly instance: string;
  /** null: not started. */
  readonly context: KeeperContext | null;
  readonly observer: Observer;
  /** null: not started. */
  readonly holdings: Holdings | null;
  /** null: not started. */
  readonly budget: Budget | null;
  readonly store: StoreStatus;
  readonly journal: JournalStatus;
  /** null: all cameras. */
  readonly only?: ReadonlySet<string> | null;
};

export function keeperStatus(facts: KeeperFacts): KeeperStatus {
  const { instance, context, observer, holdings, store, journal, only = null } = facts;
  const { state, sinceMs } = observer.keeper;
  const cameras = (context?.cameras ?? []).flatMap(([name, entry]) => {
    const view = only === null || only.has(name) ? observer.camera(name) : null;
    if (!view) return [];
    const { region } = view.context;
    const metrics = (region && holdings?.region(region.id)?.metrics()) ?? null;
    const past = holdings?.pastOf(name) ?? noFrames;
    const counts = metrics ? addCounts(past, countsOf(metrics)) : past;
    const { generation, desired } = entry;
    const reconnectsLastHour = observer.reconnectsLastHour(name);
    const { origin } = desired;
    const camera = { origin, generation, view, metrics, counts, reconnectsLastHour };
    return [[name, cameraStatus(camera)] as const];
  });
  return {
    instance,
    pid: process.pid,
    state,
    since: new Date(sinceMs).toISOString(),
    generation: context?.generation ?? 0,
    store,
    journal,
    memory: memoryStatus(facts.budget, requiredOf(context?.cameras ?? [])),
    cameras: Object.fromEntries(cameras),
  };
}

export function cameraStatus(facts: CameraFacts): CameraStatus {
  const { origin, generation, view, metrics, counts } = facts;
  const { context } = view;
  const isCapturing = context.process.capture.pid !== null;
  const { ffmpegPid = 0, pipeBytes = 0 } = (isCapturing && metrics?.capture) || {};
  return {
    origin,
    state: view.state,
    since: new Date(view.sinceMs).toISOString(),
    reason: view.reason,
    generation,
    observedGeneration: observedGeneration(context),
    capture: {
      ...processStatus(context, 'capture', metrics),
      framesTotal: counts.captured,
      ffmpegPid: ffmpegPid || null,
      pipeBytes: pipeBytes || null,
    },
    tracker: { ...processStatus(context, 'tracker', metrics), framesTotal: counts.tracked },
    ...recordingOf(view),
    ring: ringStatus(context.region),
    queue: {
      capacity: metrics?.queue.capacity ?? 0,
      length: metrics?.queue.length ?? 0,
      droppedTotal: counts.dropped,
    },
    losses: lossesOf(counts),
    ...healthOf(facts),
    next: view.next,
    memory: {
      requiredBytes: requiredBytes(context.desired.config),
      reservedBytes: context.region ? requiredBytes(context.asked.config) : 0,
    },
    changeRefused: declinedBecause(context)?.message ?? null,
  };
}

function healthOf({ view: { context }, metrics, reconnectsLastHour }: CameraFacts) {
  const stallsLastHour = metrics?.capture.gapsLastHour ?? 0;
  const { config } = context.desired;
  const fps = metrics?.capture.fps ?? 0;
  const reception = { fps, reconnectsLastHour, stallsLastHour };
  const quality = config && qualityOf({ ...reception, wantedFps: config.detect.fps });
  return { reconnectsLastHour, stallsLastHour, quality };
}

function recordingOf({ camera, context }: CameraView) {
  const { config } = context.desired;
  const by = config && recordedBy(config);
  if (!config || by === null) return { recorder: null, recording: null };
  const directory = resolve(config.record.directory, camera);
  return {
    recorder: by === 'recorder' ? runStatus(context, by) : null,
    recording: { by, directory, isUp: isRecording(context) },
  };
}

function processStatus(
  context: CameraContext,
  role: FrameRole,
  metrics: RegionMetrics | null,
): Omit<ProcessStatus, 'framesTotal'> {
  const { lastExit, ...run } = runStatus(context, role);
  return { ...run, fps: fpsOf(metrics?.[role]), lastExit };
}

/** As it is shown. */
export const fpsOf = (frames: { readonly fps: number } | undefined): number =>
  Math.round((frames?.fps ?? 0) * 10) / 10;

function runStatus({ process }: CameraContext, role: Role) {
  const { pid, phase, runs, exit } = process[role];
  return { pid, phase, restarts: Math.max(0, runs - 1), lastExit: exit };
}

function ringStatus(region: RegionData | null): CameraStatus['ring'] {
  if (!region) return null;
  const { id: _, ...ring } = region;
  return ring;
}

function lossesOf(counts: FrameCounts): Readonly<Record<string, number>> {
  const losses = {
    'queue-full': counts.dropped,
    'tracker-starting': counts.trackerStarting,
    'tracker-died': counts.trackerDied,
    'torn-read': counts.tornReads,
    'capture-died': counts.captureDied,
    'cut-short': counts.incomplete,
  };
  return Object.fromEntries(Object.entries(losses).filter(([, frames]) => frames > 0));
}
