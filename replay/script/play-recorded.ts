import { createActor } from 'xstate';
import { numberedClock, type TimeSource } from '../../actors/door/clock.ts';
import { jumpingTime } from '../../actors/door/jumping-time.ts';
import { ReplayDoor } from '../../actors/door/replay-door.ts';
import { assemble } from '../../keeper/assemble.ts';
import { silentEdges } from '../../keeper/through-door.ts';
import type { KeeperOutput } from '../../machines/keeper-context.ts';
import { inspectSnapshots, storyOf } from '../world/story.ts';
import type { PlayOptions, Told } from './play.ts';
import type { RecordedRun, Script, ScriptInput } from './script.ts';

/** What was recorded is done to edges that do nothing by themselves; timers ring as they did. */
export function playRecorded(
  { inputs, untilMs }: Script,
  { start, lateMs }: RecordedRun,
  { build = assemble }: PlayOptions,
): Told {
  const jumping = jumpingTime();
  const door = new ReplayDoor();
  const clock = numberedClock(lateBy(jumping, lateMs), () => {});
  const story = storyOf(jumping.nowMs, false);
  const faults: string[] = [];
  const root = createActor(build(silentEdges(door)), { id: 'keeper', input: start, clock });
  root.subscribe({ error: (error) => faults.push(`the keeper failed: ${String(error)}`) });
  inspectSnapshots(root, story.inspect);
  door.open('control', (event) => root.send(event as never));
  root.start();
  for (const { atMs, input } of inputs) {
    if (atMs > untilMs) break;
    jumping.jumpTo(atMs);
    if (input.type === 'raw') feed(door, input, story.note);
  }
  jumping.jumpTo(untilMs);
  const { status, output } = root.getSnapshot();
  return {
    story: story.lines,
    faults,
    output: status === 'done' ? (output as KeeperOutput) : null,
  };
}

function feed(
  door: ReplayDoor,
  { to, event }: Extract<ScriptInput, { type: 'raw' }>,
  note: (line: string) => void,
): void {
  if (door.isOpen(to)) door.feed({ at: 0, to, event });
  else note(`nobody is ${to}`);
}

/** The clock numbers its timers in the order in which it asks for them. */
function lateBy(time: TimeSource, lateMs: ReadonlyMap<number, number>): TimeSource {
  let count = 0;
  const later: TimeSource['later'] = (fire, delayMs) =>
    time.later(fire, delayMs + (lateMs.get(++count) ?? 0));
  return { nowMs: time.nowMs, later };
}
