/**
 * The only loader of our native code. Each addon is loaded on first use, so that a process pays
 * only for what it uses.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type ErrorCode, KeeperError } from '../config/errors.ts';
import type {
  FrameConsumer,
  FrameReader,
  FrameRegion,
  FramesAddon,
  RegionShape,
} from './frames.ts';
import type { NngAddon, NngProtocol, NngSocket, NngSocketOptions } from './nng.ts';
import type { ChildOptions, ChildProcess, OnChildExit, ProcessesAddon } from './processes.ts';

export type * from './frames.ts';
export type * from './nng.ts';
export type * from './processes.ts';

/** Starts every child of the keeper: own group, dies with the keeper. */
export const launcherPath = builtPath('launcher');
/** One run of one stream, from ffmpeg into a region. */
export const capturePath = builtPath('capture');

/** A region that is not reserved yet. Throws TypeError for a shape out of bounds, and SYSTEM. */
export function createRegion(shape: RegionShape): FrameRegion {
  return new (frames().FrameRegion)(shape);
}

/**
 * Takes over the queue of a region; frames queued before are skipped, and counted by the owner.
 * Both descriptors stay the caller's. Throws REGION_INVALID.
 */
export function attachConsumer(regionFd: number, wakeFd: number): FrameConsumer {
  return new (frames().FrameConsumer)(regionFd, wakeFd);
}

/** `path` is `/proc/<pid of the keeper>/fd/<number>`. Throws REGION_INVALID and SYSTEM. */
export function openReader(path: string): FrameReader {
  return new (frames().FrameReader)(path);
}

/**
 * Locks a file (made if it is missing, mode 0600) until the returned descriptor is closed or this
 * process ends, however that happens. Null: another holds it. Throws SYSTEM.
 */
export function lockFile(path: string): number | null {
  return frames().lockFile(path);
}

/**
 * A socket of nng on Node's event loop, neither listening nor dialling yet. Throws BAD_ARGUMENT.
 */
export function openSocket(protocol: NngProtocol, options: NngSocketOptions = {}): NngSocket {
  return new (nng().NngSocket)(protocol, options);
}

/** Whether a process listens on that ipc url: at once, without connecting. */
export function isListening(url: string): boolean {
  return nng().isListening(url);
}

/**
 * Starts a child. It has executed its file when this returns. Throws SYSTEM when it cannot be
 * started (nothing is left then), and TypeError in a worker thread: its children would die with it.
 */
export function startChild(options: ChildOptions, onExit: OnChildExit): ChildProcess {
  return new (processes().ChildProcess)(options, onExit);
}

const nng = once(() => load<NngAddon>('nng'));

const frames = once(() => initialized(load<FramesAddon>('frames')));
const processes = once(() => initialized(load<ProcessesAddon>('processes')));

function initialized<Addon extends FramesAddon | ProcessesAddon>(addon: Addon): Addon {
  addon.initialize((code, message) => new KeeperError(code as ErrorCode, message));
  return addon;
}

function load<Addon>(name: string): Addon {
  const path = builtPath(`${name}.node`);
  try {
    return createRequire(import.meta.url)(path) as Addon;
  } catch (cause) {
    throw new KeeperError('NATIVE_MISSING', `${path}: run npm run build:native`, { cause });
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** This file runs as dist/native/index.js; the binaries stay where they are built. */
function builtPath(name: string): string {
  return fileURLToPath(new URL(`../../native/build/Release/${name}`, import.meta.url));
}
