import { mkdtemp } from 'node:fs/promises';
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
  const path = options.runtimeDirectory ?? (await mkdtemp(join(tmpdir(), 'camkeeper-')));
  const directory = await openRuntimeDirectory(path);
  const urls = [directory.url('events'), ...(options.publishOn ?? [])];
  const publisher = createPublisher({ runId: String(process.pid), urls });
  const control = serveControl({ url: directory.url('control'), handle });
  return {
    directory,
    publisher,
    close: async () => {
      await control.close();
      publisher.close();
      await directory.close();
    },
  };
}
