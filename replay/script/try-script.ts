import type { LoadedScript } from './load-scripts.ts';
import { type Played, play } from './play.ts';
import { type Reduced, type ReduceOptions, reduce } from './reduce.ts';

export type Tried = {
  readonly played: Played;
  /** The smallest part that fails in the same way; null when nothing failed. */
  readonly reduced: Reduced | null;
};

export function tryScript({ script, source }: LoadedScript, options: ReduceOptions = {}): Tried {
  const played = play(script, options);
  const { failure } = played;
  return { played, reduced: failure && reduce({ source, script, failure }, options) };
}
