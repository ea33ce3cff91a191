import type { RegionMetrics } from '../native/index.ts';

/** What became of the frames of a camera. Only grows. */
export type FrameCounts = {
  readonly captured: number;
  readonly tracked: number;
  readonly dropped: number;
  readonly trackerStarting: number;
  readonly trackerDied: number;
  readonly tornReads: number;
  readonly captureDied: number;
  readonly incomplete: number;
};

export const noFrames: FrameCounts = {
  captured: 0,
  tracked: 0,
  dropped: 0,
  trackerStarting: 0,
  trackerDied: 0,
  tornReads: 0,
  captureDied: 0,
  incomplete: 0,
};

/** In one region, over all processes that used it. */
export const countsOf = ({ capture, tracker, queue, losses }: RegionMetrics): FrameCounts => ({
  captured: capture.framesTotal,
  tracked: tracker.framesTotal,
  dropped: queue.droppedTotal,
  ...losses,
});

export const addCounts = (one: FrameCounts, other: FrameCounts): FrameCounts => ({
  captured: one.captured + other.captured,
  tracked: one.tracked + other.tracked,
  dropped: one.dropped + other.dropped,
  trackerStarting: one.trackerStarting + other.trackerStarting,
  trackerDied: one.trackerDied + other.trackerDied,
  tornReads: one.tornReads + other.tornReads,
  captureDied: one.captureDied + other.captureDied,
  incomplete: one.incomplete + other.incomplete,
});
