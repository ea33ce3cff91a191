import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ControlRequest, serveControl } from '../bus/control.ts';
import { createPublisher, type Publisher } from '../bus/publisher.ts';
import { openRuntimeDirectory, type RuntimeDirectory } from '../bus/runtime-directory.ts';
import type { KeeperOptions } from './options.ts';

/** Where other processes meet the keeper: its private directory, and the sockets in it. */
export type Surfaces = {
  readonly directory: RuntimeDirectory;
  readonly publisher: Publisher;
  readonly close: () => Promise<void>;
};

export async function openSurfaces(
  options: KeeperOptions,
  handle: (request: ControlRequest) => Promise<unknown>,
): Promise<Surfaces> {
  const fresh = () => join(tmpdir(), `camkeeper-${randomBytes(6).toString('hex')}`);
  const directory = openRuntimeDirectory(options.runtimeDirectory ?? fresh());
  const closers: (() => void | Promise<void>)[] = [directory.close];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const urls = [directory.url('events'), ...(options.publishOn ?? [])];
    const { onTrouble: onError } = options;
    const publisher = createPublisher({ runId: randomUUID(), urls, ...(onError && { onError }) });
    closers.push(() => publisher.close());
    const control = serveControl({ url: directory.url('control'), handle });
    closers.push(control.close);
    return { directory, publisher, close };
  } catch (error) {
    await close();
    throw error;
  }
}
