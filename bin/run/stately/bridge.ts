import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspectorOrigin, page, script, style } from './bridge-page.ts';
import { Latest, type StatelyEvent } from './latest.ts';

export type Bridge = {
  /** For a browser on this machine. */
  readonly url: string;
  readonly send: (event: StatelyEvent, text: string) => void;
  readonly close: () => void;
};

const actorsMax = 2000;
const listenersMax = 8;
/** A page that does not keep up with this much has lost the thread: it is asked to come again. */
const waitingBytesMax = 8 * 1024 * 1024;

const policy = [
  "default-src 'none'",
  `frame-src ${inspectorOrigin}`,
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
].join('; ');

const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/': ['text/html; charset=utf-8', page],
  '/bridge.js': ['text/javascript', script],
  '/bridge.css': ['text/css', style],
};

/**
 * A page on loopback with Stately's inspector in it, and what it is to show as server-sent events.
 * Other sites cannot read them: they are of another origin, and other host names are refused.
 */
export async function openBridge(): Promise<Bridge> {
  const events = new Events();
  const server = createServer((request, response) => {
    const { address, port } = server.address() as AddressInfo;
    if (request.headers.host !== `${address}:${port}` || request.method !== 'GET') {
      refuse(response, 403);
    } else if (request.url === '/events') events.listen(response);
    else serve(request.url ?? '', response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const { address, port } = server.address() as AddressInfo;
  return {
    url: `http://${address}:${port}/`,
    send: (event, text) => events.send(event, text),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

class Events {
  readonly #latest = new Latest(actorsMax);
  readonly #listeners = new Set<ServerResponse>();

  listen(response: ServerResponse): void {
    if (this.#listeners.size >= listenersMax) {
      refuse(response, 503);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    for (const text of this.#latest.texts()) response.write(framed(text));
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
  }

  send(event: StatelyEvent, text: string): void {
    this.#latest.note(event, text);
    for (const listener of this.#listeners) {
      if (listener.writableLength > waitingBytesMax) listener.destroy();
      else listener.write(framed(text));
    }
  }
}

/** JSON has no line breaks. */
const framed = (text: string): string => `data: ${text}\n\n`;

function serve(path: string, response: ServerResponse): void {
  if (!Object.hasOwn(files, path)) {
    refuse(response, 404);
    return;
  }
  const [type, text] = files[path]!;
  response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
  response.end(text);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status);
  response.end();
}
