import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ControlRequest, serveControl } from '../bus/control.ts';
import { createPublisher, type Publisher } from '../bus/publisher.ts';
import { openRuntimeDirectory, type RuntimeDirectory } from '../bus/runtime-directory.ts';
import { realClocks } from './clocks.ts';
import type { KeeperOptions } from './options.ts';

/** Where other processes meet the keeper: its private directory, and the sockets in it. */
export type Surfaces = {
  readonly directory: RuntimeDirectory;
  readonly publisher: Publisher;
  /** Idempotent; does not throw. */
  readonly close: () => Promise<void>;
};

export type SurfacesOptions = Pick<KeeperOptions, 'runtimeDirectory' | 'publishOn'> & {
  readonly handle: (request: ControlRequest) => Promise<unknown>;
  readonly onTrouble: (error: unknown) => void;
};

export async function openSurfaces(options: SurfacesOptions): Promise<Surfaces> {
  const { handle, onTrouble } = options;
  const fresh = () => join(tmpdir(), `camkeeper-${randomBytes(6).toString('hex')}`);
  const directory = openRuntimeDirectory(options.runtimeDirectory ?? fresh());
  const closers: (() => void | Promise<void>)[] = [directory.close];
  const close = () => closeAll(closers.splice(0).reverse(), onTrouble);
  try {
    const urls = [directory.url('events'), ...(options.publishOn ?? [])];
    const publisher = createPublisher({
      runId: randomUUID(),
      urls,
      onError: onTrouble,
      wallMs: realClocks.wallMs,
    });
    closers.push(() => publisher.close());
    const control = serveControl({ url: directory.url('control'), handle });
    closers.push(control.close);
    return { directory, publisher, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One that cannot be closed keeps no other open. */
async function closeAll(
  closers: readonly (() => void | Promise<void>)[],
  onTrouble: (error: unknown) => void,
): Promise<void> {
  for (const close of closers) {
    try {
      await close();
    } catch (error) {
      onTrouble(error);
    }
  }
}
