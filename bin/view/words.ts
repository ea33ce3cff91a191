import type { NextAction } from '../../index.ts';

/** `12 s`, `3 min`, `5 h`, `2 d`: one number is enough to look at. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `start capture in 4 s (attempt 3)`; less than half a second is `now`. */
export function nextWords({ action, at, attempt }: NextAction, nowMs: number): string {
  const leftMs = at === null ? null : Date.parse(at) - nowMs;
  const when = leftMs === null ? '' : leftMs < 500 ? ' now' : ` in ${duration(leftMs)}`;
  return `${action}${when}${attempt === null ? '' : ` (attempt ${attempt})`}`;
}

/** `14:03:59`, of the place where it is read. */
export function timeOfDay(ms: number): string {
  const time = new Date(ms);
  const parts = [time.getHours(), time.getMinutes(), time.getSeconds()];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** What a foreign process wrote must not steer the terminal. */
export function harmless(text: string): string {
  return text.replace(/\p{Cc}|\p{Bidi_Control}/gu, ' ');
}
