import * as z from 'zod';
import { type ErrorData, errorData, KeeperError } from '../config/errors.ts';
import type { NngRequest } from '../native/index.ts';
import { openListening } from './listening-socket.ts';

const camera = z.string().min(1);
const commands = [
  z.strictObject({ command: z.literal('status') }),
  z.strictObject({ command: z.literal('logs'), camera }),
  z.strictObject({
    command: z.literal('add'),
    camera,
    config: z.record(z.string(), z.unknown()),
    save: z.boolean().optional(),
  }),
  z.strictObject({ command: z.literal('remove'), camera }),
  z.strictObject({ command: z.literal('enable'), camera }),
  z.strictObject({ command: z.literal('disable'), camera }),
  z.strictObject({
    command: z.literal('restart'),
    camera,
    role: z.enum(['capture', 'tracker', 'recorder']).nullish(),
  }),
  z.strictObject({ command: z.literal('reload') }),
  z.strictObject({
    command: z.literal('stop'),
    withinMs: z.number().nonnegative().optional(),
    /** Answered when it has stopped, and with how that went. */
    wait: z.boolean().optional(),
  }),
] as const;
const names = commands.map(({ shape }) => shape.command.value).join(', ');

/** What another process may ask of a running keeper. */
export const controlRequest = z.discriminatedUnion('command', commands, {
  error: ({ code }) => (code === 'invalid_union' ? `expected one of ${names}` : undefined),
});
export type ControlRequest = z.infer<typeof controlRequest>;

export type ControlReply =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: ErrorData };

export type ControlOptions = {
  readonly url: string;
  /** What it throws is the answer as well: code and message. Several may be under way. */
  readonly handle: (request: ControlRequest) => Promise<unknown>;
};

/** nng hands an answer over to its own threads: so long it may need to the one who asked. */
const answerWithinMs = 100;

/**
 * Answers commands of other processes. `close` resolves when the answers that are ready are out;
 * what is answered later reaches nobody. Throws NngError.
 */
export function serveControl({ url, handle }: ControlOptions): { close: () => Promise<void> } {
  let isClosed = false;
  let answeredMs = Number.NEGATIVE_INFINITY;

  const answer = async (data: Buffer, request: NngRequest) => {
    const reply = JSON.stringify(await replyTo(data, handle));
    if (isClosed) return;
    socket.send(reply, request);
    answeredMs = performance.now();
  };
  const socket = openListening('rep', [url], {
    onMessage: (data, request) => void answer(data, request!),
  });
  const close = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    isClosed = true;
    const restMs = answeredMs + answerWithinMs - performance.now();
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    socket.close();
  };
  return { close };
}

async function replyTo(data: Buffer, handle: ControlOptions['handle']): Promise<ControlReply> {
  try {
    return { ok: true, result: (await handle(parseRequest(data))) ?? null };
  } catch (error) {
    return { ok: false, error: errorData(error) };
  }
}

function parseRequest(data: Buffer): ControlRequest {
  const parsed = controlRequest.safeParse(parseJson(data));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue!.path.length > 0 ? `${issue!.path.join('.')}: ` : '';
  throw new KeeperError('BAD_ARGUMENT', `request: ${place}${issue!.message}`);
}

function parseJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString());
  } catch (cause) {
    throw new KeeperError('BAD_ARGUMENT', 'request: expected one JSON object', { cause });
  }
}
