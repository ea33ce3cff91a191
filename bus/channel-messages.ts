import * as z from 'zod';
import { trackerResult } from './topics.ts';

/**
 * What one run of a process and the keeper say to each other, a line of JSON each. `run` names the
 * run: what another run left in a socket is discarded.
 */
const run = z.string();

export const fromChild = z.discriminatedUnion('type', [
  z.object({ type: z.literal('result'), run, result: trackerResult }),
  z.object({ type: z.literal('hello'), run, pid: z.int().positive() }),
  z.object({ type: z.literal('acknowledged'), run, generation: z.int() }),
  /** Nothing follows; all before it was heard when the answer comes. */
  z.object({ type: z.literal('goodbye'), run }),
]);
export type FromChild = z.infer<typeof fromChild>;

/** Whole every time. `generation` grows with every change; the rest is plain JSON. */
export type ChannelSettings = { readonly generation: number; readonly [name: string]: unknown };

export type FromKeeper =
  | { readonly type: 'settings'; readonly run: string; readonly settings: ChannelSettings }
  | { readonly type: 'goodbye'; readonly run: string };
