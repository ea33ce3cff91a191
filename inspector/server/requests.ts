import { z } from 'zod';
import { KeeperError } from '../../config/errors.ts';
import type { CommandRequest } from '../api.ts';

const camera = z.string().min(1).max(200);

const command: z.ZodType<CommandRequest> = z.discriminatedUnion('command', [
  z.strictObject({ command: z.enum(['enable', 'disable', 'remove']), camera }),
  z.strictObject({
    command: z.literal('restart'),
    camera,
    role: z.enum(['capture', 'tracker', 'recorder']).nullable().default(null),
  }),
  z.strictObject({
    command: z.literal('add'),
    camera,
    section: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ command: z.literal('reload') }),
]);

const time = z.coerce.number().min(0).max(8.64e15);
const moment = z.object({ at: time.optional() });
const stretch = z.object({
  camera: camera.optional(),
  fromMs: time.default(0),
  toMs: time.default(8.64e15),
});

/** These throw BAD_ARGUMENT and say what is wrong. */
export const readCommand = (body: unknown): CommandRequest => read(command, body);
export const readMoment = (query: unknown): number | null => read(moment, query).at ?? null;
export const readStretch = (query: unknown) => read(stretch, query);

function read<Value>(schema: z.ZodType<Value>, given: unknown): Value {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new KeeperError('BAD_ARGUMENT', problems.join('; '));
}
