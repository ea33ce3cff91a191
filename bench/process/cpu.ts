import { readdirSync, readFileSync } from 'node:fs';

/**
 * Of a process, from the scheduler, in nanoseconds, over all threads: the ticks of /proc/pid/stat
 * are too coarse.
 */
export function cpuSeconds(pid: number): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'))
    .reduce((total, text) => total + Number(text.split(' ')[0]) / 1e9, 0);
}
