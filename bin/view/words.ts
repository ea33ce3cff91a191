import type { NextAction } from '../../index.ts';
import { duration } from '../../keeper/time-words.ts';

/** `start capture in 4 s (attempt 3)`; less than half a second is `now`. */
export function nextWords({ action, at, attempt }: NextAction, nowMs: number): string {
  const leftMs = at === null ? null : Date.parse(at) - nowMs;
  const when = leftMs === null ? '' : leftMs < 500 ? ' now' : ` in ${duration(leftMs)}`;
  return `${action}${when}${attempt === null ? '' : ` (attempt ${attempt})`}`;
}

/** What a foreign process wrote must not steer the terminal. */
export function harmless(text: string): string {
  return text.replace(/\p{Cc}|\p{Bidi_Control}/gu, ' ');
}
