// Times as people read them: the same words in the terminal and on the page.

const two = (value: number): string => String(value).padStart(2, '0');

/** `12 s`, `3 min`, `5 h`, `2 d`: one number is enough to look at. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

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
