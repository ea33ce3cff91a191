import { readdirSync, readFileSync } from 'node:fs';

/**
 * Of a process, from the scheduler, in nanoseconds, over all threads: the ticks of /proc/pid/stat
 * are too coarse.
 */
export function cpuSeconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`).map(Number);
  return threads.reduce((total, thread) => total + schedulingOf(pid, thread).ranSeconds, 0);
}

/** For so long its main thread could have run, and others did. */
export const waitedSeconds = (pid: number): number => schedulingOf(pid, pid).waitedSeconds;

function schedulingOf(pid: number, thread: number) {
  const text = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8');
  const [ran = 0, waited = 0] = text.split(' ').map(Number);
  return { ranSeconds: ran / 1e9, waitedSeconds: waited / 1e9 };
}
