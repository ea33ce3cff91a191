import * as z from 'zod';

/**
 * What travels to observers: in this process, and over nng pub to others. A topic names one thing
 * and ends with `/`, so that `camera/front/` is not also `camera/front_door/`. All of it goes from
 * the keeper to whoever subscribed, to each observer in one order per topic, at most once: who is
 * too slow loses messages, and counts them by their sequence numbers.
 */
const time = z.iso.datetime().describe('wall time, ISO 8601');
const name = z.string();

const cameraState = z.object({
  camera: name,
  state: z.string().describe('dotted: running.healthy'),
  since: time,
  reason: z.string(),
  next: z
    .object({ action: z.string(), at: time.nullable(), attempt: z.int().nullable() })
    .nullable(),
});

const processState = z.object({
  camera: name,
  role: z.enum(['capture', 'tracker', 'recorder']),
  phase: z.string(),
  pid: z.int().nullable(),
  since: time,
});

const keeperState = z.object({ state: z.string(), since: time, generation: z.int() });

const problem = z.object({
  file: z.string(),
  line: z.int().nullable(),
  column: z.int().nullable(),
  path: z.string(),
  message: z.string(),
});

/** One frame as a tracker sees it. Later fields are added, and are optional. */
export const trackerResult = z.object({
  camera: name,
  sequence: z.int().describe('counts the results of one run of the tracker, from 1'),
  frame: z.object({
    sequence: z.int().describe("the frame's number in its region"),
    capturedAtNs: z.int().describe('CLOCK_MONOTONIC of this machine'),
  }),
  meanLuma: z.number().describe('0 to 255'),
  waitedUs: z.number().describe('from the push of the frame to its being taken'),
});

/** topic → payload, and when it is sent. */
export const topics = {
  /** when the keeper's state changes */
  'keeper/state/': keeperState,
  /** when a configuration takes effect */
  'config/accepted/': z.object({ generation: z.int(), cameras: z.array(name) }),
  /** when one is refused; the last good one stays */
  'config/rejected/': z.object({ problems: z.array(problem) }),
  /** when the state of a camera changes, or the reason for it */
  'camera/<name>/state/': cameraState,
  /** when one of its processes enters another phase */
  'camera/<name>/process/': processState,
  /** once a frame */
  'camera/<name>/result/': trackerResult,
} as const satisfies Record<`${string}/`, z.ZodType>;

type Topics = typeof topics;
type Filled<Pattern> = Pattern extends `${infer Before}<name>${infer After}`
  ? `${Before}${string}${After}`
  : Pattern;

/** `camera/front/result/`. */
export type Topic = Filled<keyof Topics>;
export type PayloadOf<T extends Topic> = {
  [Pattern in keyof Topics]: T extends Filled<Pattern> ? Readonly<z.infer<Topics[Pattern]>> : never;
}[keyof Topics];
export type TrackerResult = Readonly<z.infer<typeof trackerResult>>;

/** The schema of what a topic carries; null: no such topic. */
export function payloadSchema(topic: string): z.ZodType | null {
  const pattern = topic.replace(/^camera\/[^/]+\//, 'camera/<name>/');
  return Object.hasOwn(topics, pattern) ? topics[pattern as keyof Topics] : null;
}
