import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { errorData, KeeperError } from '../../config/errors.ts';
import type { Keeper } from '../../keeper/keeper.ts';
import { type Address, defaultAddress, hostsOf, parseAddress, urlOf } from './address.ts';
import { LiveSource } from './live-source.ts';
import type { Source } from './source.ts';

export type InspectorOptions = {
  /**
   * `127.0.0.1:9470`, `[::1]:PORT` or `localhost:PORT`; port 0 is any that is free. Nothing beyond
   * this machine. Default: 127.0.0.1:9470.
   */
  readonly address?: string;
  /** Where the files of the page are. Default: those of this package. */
  readonly page?: string;
};

export type Inspector = AsyncDisposable & {
  /** For a browser on this machine. */
  readonly url: string;
  /** Ends every answer that is under way. Idempotent. */
  readonly close: () => Promise<void>;
};

/**
 * Shows a keeper in a browser: a page and its API over HTTP, on this machine only. What it shows of
 * the past begins with this call, so make it before `start`. It ends with the keeper. Throws
 * BAD_ARGUMENT for an address beyond this machine, and ADDRESS_TAKEN.
 */
export async function serveInspector(
  keeper: Keeper,
  options: InspectorOptions = {},
): Promise<Inspector> {
  const address = parseAddress(options.address ?? defaultAddress);
  const source = new LiveSource(keeper);
  const inspector = await serve(source, { ...options, address });
  const close = () => void inspector.close();
  keeper.stopped.then(close, close);
  return inspector;
}

export type ServeOptions = Pick<InspectorOptions, 'page'> & {
  readonly address: Address;
  /** Whether it keeps the program running. */
  readonly isHolding?: boolean;
};

/** Of a keeper or of a file. */
export async function serve(source: Source, options: ServeOptions): Promise<Inspector> {
  // 100 ms, and only for those who want it
  const [{ createApp }, { Charts }, { Feed }] = await Promise.all([
    import('./app.ts'),
    import('./charts.ts'),
    import('./feed.ts'),
  ]);
  const { address, page, isHolding = false } = options;
  const charts = new Charts();
  const feed = new Feed(source);
  let bound = address;
  const app = createApp({ source, charts, feed, page, hosts: () => hostsOf(bound) });
  await app.ready();
  const { server } = app;
  server.listen(address.port, address.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    await app.close();
    throw notListening(address, error);
  }
  if (!isHolding) server.unref();
  bound = { ...address, port: (server.address() as AddressInfo).port };
  const close = async () => {
    feed.close();
    await Promise.all([app.close(), charts.close()]);
    source.close();
  };
  return { url: urlOf(bound), close, [Symbol.asyncDispose]: close };
}

function notListening(address: Address, cause: unknown): KeeperError {
  const { code, message } = errorData(cause);
  const url = urlOf(address);
  if (code === 'EADDRINUSE') {
    return new KeeperError('ADDRESS_TAKEN', `${url} is taken by another program`, { cause });
  }
  return new KeeperError('SYSTEM', `${url} cannot be served: ${message}`, { cause });
}
