import { errorData } from '../../config/errors.ts';
import type { assemble } from '../../keeper/assemble.ts';
import type { KeeperOutput } from '../../machines/keeper-context.ts';
import type { SimulationOptions } from '../world/simulation.ts';
import { compareTrace, type TraceDifference } from './compare-trace.ts';
import { playRecorded } from './play-recorded.ts';
import { playScripted } from './play-scripted.ts';
import type { Script, TraceLine } from './script.ts';

export type PlayOptions = {
  /** Other machines than the real ones. */
  readonly build?: typeof assemble;
  /** What else must be true in this world; see there. */
  readonly watch?: NonNullable<SimulationOptions['watch']>;
};

export type Played = {
  readonly trace: readonly TraceLine[];
  readonly failure: Failure | null;
};

/** What is wrong with a run: it was not as expected, or something was treated wrongly. */
export type Failure =
  | ({ readonly type: 'trace' } & TraceDifference)
  | { readonly type: 'fault'; readonly message: string };

/** What came of playing: the story as it is told (`   500 camera:a removed`), and what is wrong. */
export type Told = {
  readonly story: readonly string[];
  readonly faults: readonly string[];
  readonly output: KeeperOutput | null;
};

/** Lets a script happen in jumping time, and holds what happened against what it expects. */
export function play(script: Script, options: PlayOptions = {}): Played {
  const { story, faults, output } = tell(script, options);
  const { fromMs, untilMs, expected } = script;
  const lines = story.map(traceLine);
  const stoppedMs = lines.findLast(({ words }) => words === 'keeper stopped')?.atMs ?? untilMs;
  const results = output ? resultLines(output, stoppedMs) : [];
  const trace = [...lines.filter(({ atMs }) => atMs >= fromMs), ...results];
  const [message] = faults;
  if (message !== undefined) return { trace, failure: { type: 'fault', message } };
  const difference = expected && compareTrace(expected, trace);
  return { trace, failure: difference ? { type: 'trace', ...difference } : null };
}

/** A machine that fails where nothing contains it is what the run is about: it ends there. */
function tell(script: Script, options: PlayOptions): Told {
  try {
    return script.recorded
      ? playRecorded(script, script.recorded, options)
      : playScripted(script, options);
  } catch (error) {
    return { story: [], faults: [errorData(error).message], output: null };
  }
}

function traceLine(told: string): TraceLine {
  const [, at = '0', words = ''] = /^ *(\d+) (?:camera:)?(.*)$/.exec(told) ?? [];
  return { atMs: Number(at), words };
}

function resultLines({ cameras, abandoned, fault }: KeeperOutput, atMs: number): TraceLine[] {
  const named = (names: readonly string[]) => (names.length === 0 ? 'nobody' : names.join(' and '));
  const ofCameras = Object.entries(cameras).map(
    ([name, { finished, discarded, forced, abandoned: left }]) =>
      `result ${name} ${finished} finished, ${discarded} discarded, ` +
      `forced ${named(forced)}, abandoned ${named(left)}`,
  );
  const all = `result keeper abandoned ${named(abandoned)}`;
  const last = fault ? `${all}, fault ${fault.code} ${fault.message}` : all;
  return [...ofCameras, last].map((words) => ({ atMs, words }));
}
