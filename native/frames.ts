/**
 * What the addon `frames` promises: shared memory of a camera's frames, seen by its owner (the
 * keeper), its consumer (the tracker) and any other reader. Declarations only.
 *
 * Misuse throws a TypeError with code BAD_ARGUMENT; what the system refuses throws a KeeperError:
 * REGION_NO_SPACE, REGION_INVALID or SYSTEM. Times are of CLOCK_MONOTONIC, that is
 * `process.hrtime.bigint()`.
 */

/**
 * Even sides up to 16384; `queueCapacity` 1 to 32; `slots` at least `queueCapacity` + 2, at most
 * 64.
 */
export type RegionShape = {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly slots: number;
  readonly queueCapacity: number;
};

/** Owner side, in the keeper. Nobody else creates, closes the queue or frees. */
export interface FrameRegion {
  /** Sealed memfd, close-on-exec: the stdio array of a spawn hands it on. -1 once closed. */
  readonly fd: number;
  /** Eventfd, non-blocking, close-on-exec. -1 once closed. */
  readonly wakeFd: number;
  /** One I420 frame. */
  readonly slotBytes: number;
  /** The whole region. */
  readonly sizeBytes: number;
  /**
   * Reserves the next step of memory; true when all of it is reserved, and only then do capture,
   * consumers and readers accept the region. Throws REGION_NO_SPACE.
   */
  reserve(stepBytes: number): boolean;
  /** Idempotent; wakes the consumer, which reads what is queued and then finds it `closed`. */
  closeQueue(): void;
  /**
   * After the exit of the process was seen: counts the frames that it had in hand and makes the
   * region ready for its successor, which is refused before that.
   */
  reclaim(role: FrameRole): number;
  /** Both dead: discards what is queued, counts it, and says how much it was. */
  drain(): number;
  /** A copy of the counters. They count over restarts of the processes. */
  metrics(): RegionMetrics;
  /** Idempotent. The memory is freed when the last process that maps it is gone. */
  close(): void;
}

export type FrameRole = 'capture' | 'tracker';

export type RegionMetrics = {
  readonly capture: FlowMetrics & {
    /** 0 while there is none, and so for its pipe. */
    readonly ffmpegPid: number;
    /** Of the pipe from ffmpeg, as the kernel granted it. */
    readonly pipeBytes: number;
    /** Silences after a frame that were longer than `--gap-ms` of capture, each counted once. */
    readonly gapsLastHour: number;
  };
  readonly tracker: FlowMetrics & { readonly lastBeatAgeMs: number | null };
  readonly queue: {
    readonly capacity: number;
    readonly length: number;
    /** Frames that found the queue full while a consumer was attached. */
    readonly droppedTotal: number;
    readonly closed: boolean;
  };
  readonly losses: {
    /** Pushed or dropped while no consumer was attached. */
    readonly trackerStarting: number;
    /** In use or queued when the tracker died. */
    readonly trackerDied: number;
    /** Overwritten while the tracker used them: 0, unless there is a fault. */
    readonly tornReads: number;
    /** Being read when capture was killed; never a frame of `framesTotal`. */
    readonly captureDied: number;
    /** Not whole when the stream ended or capture was stopped; the same. */
    readonly incomplete: number;
  };
};

export type FlowMetrics = {
  readonly framesTotal: number;
  /** Over the last ten seconds, or since the first frame; decays when frames stop. */
  readonly fps: number;
  readonly lastFrameAgeMs: number | null;
};

/** Consumer side, in the tracker. One frame is in use at a time, and is safe from capture then. */
export interface FrameConsumer {
  readonly width: number;
  readonly height: number;
  /**
   * Calls back whenever frames may have come or the queue was closed, and once at first without
   * waiting; never inside of `start` itself. Keeps the event loop alive until `close`.
   */
  start(onWake: () => void): void;
  /** Says that the program runs, whether frames come or not: the owner sees it in the metrics. */
  beat(): void;
  /** The next frame, or null; never blocks. The one taken before must have been released. */
  take(): FrameTicket | null;
  /** Mean of the Y plane of the frame in use, 0 to 255. */
  meanLuma(slot: number): number;
  /** Gives the frame taken last back; without one it does nothing. */
  release(): void;
  /** The queue is closed and read to its end. */
  readonly closed: boolean;
  /** When the event loop called for the last `onWake`; a ticket's `pushedAtNs` is before it. */
  readonly wokenAtNs: bigint;
  /** Idempotent. */
  close(): void;
}

export type FrameTicket = {
  readonly slot: number;
  /** Of this region, from 1; gaps are frames that were dropped or never became whole. */
  readonly sequence: bigint;
  /** When the first byte of the frame came out of ffmpeg. */
  readonly capturedAtNs: bigint;
  readonly pushedAtNs: bigint;
  /** From the push to this taking. */
  readonly waitedUs: number;
};

/** Any other reader: copies, and validates its copy. */
export interface FrameReader {
  readonly width: number;
  readonly height: number;
  readonly slots: number;
  readonly slotBytes: number;
  /**
   * Copies the newest frame. Null: there is none yet, or it was overwritten meanwhile (counted).
   */
  latest(target: Buffer): { readonly sequence: bigint; readonly capturedAtNs: bigint } | null;
  readonly tornTotal: number;
  /** Idempotent. */
  close(): void;
}

/** The addon as native/index.ts loads it. */
export type FramesAddon = {
  readonly FrameRegion: new (shape: RegionShape) => FrameRegion;
  readonly FrameConsumer: new (regionFd: number, wakeFd: number) => FrameConsumer;
  readonly FrameReader: new (path: string) => FrameReader;
  readonly lockFile: (path: string) => number | null;
  readonly initialize: (makeError: (code: string, message: string) => Error) => void;
};
