/** `12 s`, `3 min`, `5 h`, `2 d`: one number is enough to look at. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** Finer where it is short: `350 ms`, `4.2 s`. */
export function shortDuration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms);
}

/** What is left, never below nothing: `now` at the end. */
export const timeLeft = (ms: number): string =>
  ms < 100 ? 'now' : ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms);

const two = (value: number): string => String(value).padStart(2, '0');

/** `14:03:59`, of the place where it is read. */
export function timeOfDay(ms: number): string {
  const time = new Date(ms);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
}

/** `14:03:59.120` */
export const preciseTime = (ms: number): string =>
  `${timeOfDay(ms)}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`;

/** `2026-11-22 14:03:59` */
export function dayAndTime(ms: number): string {
  const time = new Date(ms);
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${timeOfDay(ms)}`;
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** `4.9`; of what is not known: a dash. */
export const rate = (fps: number | null): string => fps?.toFixed(1) ?? '–';
export const total = (count: number | null): string => count?.toLocaleString('en') ?? '–';
