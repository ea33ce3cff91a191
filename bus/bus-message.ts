import * as z from 'zod';
import { KeeperError } from '../config/errors.ts';
import { payloadSchema } from './topics.ts';

/** One message as an observer gets it. `sequence` counts the messages of its topic, from 1. */
export type BusMessage<Payload = unknown> = {
  readonly topic: string;
  readonly run: string;
  readonly sequence: number;
  /** When it was published: wall time, ISO 8601. */
  readonly at: string;
  readonly payload: Payload;
};

const envelope = z.object({
  run: z.string(),
  sequence: z.int().positive(),
  at: z.iso.datetime(),
  payload: z.unknown(),
});

/** On the wire: the topic, for nng's filter by prefix, and one line of JSON. */
export function encodeMessage({ topic, run, sequence, at, payload }: BusMessage): string {
  return `${topic}\n${JSON.stringify({ run, sequence, at, payload })}`;
}

/** Throws MESSAGE_INVALID. */
export function decodeMessage(data: Buffer): BusMessage {
  const text = data.toString();
  const end = text.indexOf('\n');
  const topic = text.slice(0, Math.max(0, end));
  const schema = payloadSchema(topic);
  if (!schema) throw new KeeperError('MESSAGE_INVALID', `no such topic: ${JSON.stringify(topic)}`);
  try {
    const { payload, ...head } = envelope.parse(JSON.parse(text.slice(end + 1)));
    return { topic, ...head, payload: schema.parse(payload) };
  } catch (cause) {
    throw new KeeperError('MESSAGE_INVALID', `${topic}: not what it should carry`, { cause });
  }
}
