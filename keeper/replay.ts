import { createActor } from 'xstate';
import type { Input } from '../actors/door/door.ts';
import { replayDoor } from '../actors/door/replay-door.ts';
import type { KeeperInput } from '../machines/keeper-context.ts';
import { assemble } from './assemble.ts';
import { silentEdges } from './through-door.ts';
import { formatTrace, tracer } from './trace.ts';

/** A recorded run: how it started, and everything that came in from outside, in order. */
export type Recording = { readonly start: KeeperInput; readonly inputs: readonly Input[] };

/**
 * Runs the same machines behind the same door with what is written down, as fast as it can.
 * Returns the trace of all transitions. Throws where the run does not lead to an input. Another
 * `build` than the recorded one shows what a change of the machines would have done.
 */
export function replay({ start, inputs }: Recording, build = assemble): string[] {
  const door = replayDoor();
  const trace: string[] = [];
  const root = createActor(build(silentEdges(door)), {
    id: 'keeper',
    input: start,
    clock: door.clock,
    inspect: tracer((line) => trace.push(formatTrace(line))),
  });
  door.open('control', (event) => root.send(event as never));
  root.start();
  for (const input of inputs) door.feed(input);
  const lines = trace.length; // the end of the replay is no part of the run
  root.stop();
  return trace.slice(0, lines);
}
