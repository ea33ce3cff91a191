import type { Clock } from '../../actors/door/clock.ts';
import { type JumpingTime, jumpingTime } from '../../actors/door/jumping-time.ts';
import { beginReplay } from '../../keeper/replay.ts';
import type { KeeperOutput } from '../../machines/keeper-context.ts';
import { storyOf } from '../world/story.ts';
import type { PlayOptions, Told } from './play.ts';
import type { RecordedRun, Script, ScriptInput } from './script.ts';

/** What was recorded is done to edges that do nothing by themselves; timers ring as they did. */
export function playRecorded(
  { inputs, untilMs }: Script,
  { lateMs, ...beginning }: RecordedRun,
  { build }: PlayOptions,
): Told {
  const jumping = jumpingTime();
  const story = storyOf(jumping.nowMs, false);
  const run: Run = beginReplay(beginning, {
    clock: (clock) =>
      lateClock(clock, { jumping, lateMs, ring: (timer) => run.feed({ at: 0, timer }) }),
    inspect: (inspection) => {
      if (inspection.type === '@xstate.snapshot') story.inspect(inspection);
    },
    ...(build && { build }),
  });
  const faults: string[] = [];
  run.root.subscribe({ error: (error) => faults.push(`the keeper failed: ${String(error)}`) });
  for (const { atMs, input } of inputs) {
    if (atMs > untilMs) break;
    jumping.jumpTo(atMs);
    if (input.type === 'raw') feed(run, input, story.note);
  }
  jumping.jumpTo(untilMs);
  const { status, output } = run.root.getSnapshot();
  return {
    story: story.lines,
    faults,
    output: status === 'done' ? (output as KeeperOutput) : null,
  };
}

type Run = ReturnType<typeof beginReplay>;

function feed(
  run: Run,
  { to, event }: Extract<ScriptInput, { type: 'raw' }>,
  note: (line: string) => void,
): void {
  if (run.isOpen(to)) run.feed({ at: 0, to, event });
  else note(`nobody is ${to}`);
}

type Lateness = {
  readonly jumping: JumpingTime;
  readonly lateMs: ReadonlyMap<number, number>;
  readonly ring: (timer: number) => void;
};

/** A clock whose timers are late as they were, by their numbers. */
function lateClock(clock: Clock, { jumping, lateMs, ring }: Lateness): Clock {
  const cancels = new Map<number, () => void>();
  return {
    setTimeout: (fire, delayMs) => {
      const number = clock.setTimeout(fire, delayMs);
      const due = () => {
        cancels.delete(number);
        ring(number);
      };
      cancels.set(number, jumping.later(due, delayMs + (lateMs.get(number) ?? 0)));
      return number;
    },
    clearTimeout: (number) => {
      cancels.get(number)?.();
      cancels.delete(number);
      clock.clearTimeout(number);
    },
  };
}
