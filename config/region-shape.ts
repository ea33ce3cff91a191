import type { CameraConfig } from './camera-config.ts';

/** Frames that may wait for the tracker; a new one is dropped and counted beyond. */
const queueCapacity = 2;
/** Readers other than the tracker have so long to copy a frame before it is overwritten. */
const secondsKept = 2;
/** Slots besides the queued ones: written, read, newest complete, one to spare. */
const slotsBesideQueue = 4;
const slotsMax = 50;

/** Everything about the shared memory of a camera that cannot change while it is mapped. */
export type CameraRegionShape = {
  readonly width: number;
  readonly height: number;
  readonly slots: number;
  readonly queueCapacity: number;
};

export function regionShape({ detect }: Pick<CameraConfig, 'detect'>): CameraRegionShape {
  const { width, height } = detect;
  return { width, height, slots: slotCount(detect.fps), queueCapacity };
}

const pageBytes = 4096;
const bytesPerPixel = 1.5; // I420

/** The queue and the counters, before the slots. */
const controlPages = 2;

/** What a camera takes of the machine's memory. */
export function regionBytes({ detect }: Pick<CameraConfig, 'detect'>): number {
  const { width, height, slots } = regionShape({ detect });
  const slotPages = Math.ceil((width * height * bytesPerPixel) / pageBytes);
  return (controlPages + slots * slotPages) * pageBytes;
}

export function slotCount(fps: number): number {
  const wanted = Math.max(Math.ceil(fps * secondsKept), queueCapacity + slotsBesideQueue);
  return Math.min(wanted, slotsMax);
}
