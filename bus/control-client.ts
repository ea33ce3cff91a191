import { errorFromData, KeeperError } from '../config/errors.ts';
import { isListening, openSocket } from '../native/index.ts';
import type { ControlReply, ControlRequest } from './control.ts';

export type RequestOptions = { readonly timeoutMs: number };

/**
 * Asks the keeper that listens on an ipc url; at most once, also when it restarts meanwhile. Throws
 * NO_KEEPER, at once when nobody listens, or the error that the keeper answers with.
 */
export async function request(
  url: string,
  message: ControlRequest,
  { timeoutMs }: RequestOptions,
): Promise<unknown> {
  if (!isListening(url)) throw new KeeperError('NO_KEEPER', `no keeper listens on ${url}`);
  const reply = JSON.parse((await ask(url, JSON.stringify(message), timeoutMs)).toString());
  return resultOf(reply as ControlReply);
}

/** So often it is looked whether the keeper is still there. */
const lookEveryMs = 100;

function ask(url: string, text: string, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(deadline);
      clearInterval(looks);
      socket.close();
      settle();
    };
    const fail = (what: string) =>
      end(() => reject(new KeeperError('NO_KEEPER', `${url}: ${what}`)));
    const socket = openSocket('req', {
      onMessage: (data) => end(() => resolve(data)),
      onError: (error) => end(() => reject(error)),
    });
    const deadline = setTimeout(() => fail(`no answer within ${timeoutMs} ms`), timeoutMs);
    let isGone = false; // its last answer may still be on the way: it has until the next look
    const looks = setInterval(() => {
      if (isGone) fail('the keeper went away before it answered');
      isGone = !isListening(url);
    }, lookEveryMs);
    socket.dial(url);
    socket.send(text);
  });
}

function resultOf(reply: ControlReply): unknown {
  if (reply.ok) return reply.result;
  throw errorFromData(reply.error);
}
