import {
  type NngProtocol,
  type NngSocket,
  type NngSocketOptions,
  openSocket,
} from '../native/index.ts';

/** A socket that listens on all of the urls. Throws NngError; then it listens on none. */
export function openListening(
  protocol: NngProtocol,
  urls: readonly string[],
  options: NngSocketOptions,
): NngSocket {
  const socket = openSocket(protocol, options);
  try {
    for (const url of urls) socket.listen(url);
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}
