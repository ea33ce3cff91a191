import { duration } from '../../../keeper/time-words.ts';

/** Finer where it is short: `350 ms`, `4.2 s`. */
export function shortDuration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms);
}

/** What is left, never below nothing: `now` at the end. */
export const timeLeft = (ms: number): string =>
  ms < 100 ? 'now' : ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms);

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** `4.9`; of what is not known: a dash. */
export const rate = (fps: number | null): string => fps?.toFixed(1) ?? '–';
export const total = (count: number | null): string => count?.toLocaleString('en') ?? '–';
