/** What the addon `nng` offers: sockets of the system's libnng on Node's own event loop. */

/**
 * pair1: two peers; pub and sub: one to many by topic prefix; req and rep: request and answer,
 * asked
 * at most once, and a new request gives up the one before; push and pull: one to one of many.
 */
export type NngProtocol = 'pair1' | 'pub' | 'sub' | 'req' | 'rep' | 'push' | 'pull';

/**
 * The way back to whoever asked; opaque. A rep socket may answer any number of them in any order.
 */
export type NngRequest = Buffer;

export type NngSocketOptions = {
  /** What it throws becomes an uncaughtException; further messages are still delivered. */
  readonly onMessage?: (data: Buffer, request: NngRequest | undefined) => void;
  /** A failure in the background; without this handler it becomes an uncaughtException. */
  readonly onError?: (error: NngError) => void;
  /** Messages that nng itself holds, 1 to 8192, 64 unless told. */
  readonly sendBuffer?: number;
  readonly receiveBuffer?: number;
  /** Messages that wait for nng's send buffer, 1 to 8192, 1024 unless told. */
  readonly queueMax?: number;
};

/**
 * An open socket is never collected; one with `onMessage` keeps the process alive until it is
 * closed, one without only while messages wait. Nothing here blocks. Errors are {@link NngError}.
 */
export interface NngSocket {
  /** How many peers are connected at this moment; 0 once closed. */
  readonly peers: number;
  /** Takes over the socket file of a dead process; NNG_EADDRINUSE when the owner lives. */
  listen(url: string): void;
  /** Connects in the background, and again after every loss. */
  dial(url: string): void;
  /** sub only: every message that begins with the topic. */
  subscribe(topic: string): void;
  /** False: neither nng nor the queue has room, the message was not taken. rep needs `request`. */
  send(data: Uint8Array | string, request?: NngRequest): boolean;
  /**
   * Idempotent. No callback runs afterwards, and the address is free. What was sent but not yet
   * written to the peer is lost, and what had arrived but was not delivered yet as well: who needs
   * to know has the peer say so. False: a defect of nng keeps the descriptors; rare.
   */
  close(): boolean;
}

/**
 * `code` is nng's name (`NNG_EADDRINUSE`). Wrong arguments are a TypeError with the code
 * BAD_ARGUMENT or, for an ipc path over 107 bytes, PATH_TOO_LONG.
 */
export type NngError = Error & { readonly code: string };

export type NngAddon = {
  readonly NngSocket: new (protocol: NngProtocol, options: NngSocketOptions) => NngSocket;
  readonly isListening: (url: string) => boolean;
};
