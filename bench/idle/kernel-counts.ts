import { readdirSync, readFileSync } from 'node:fs';

/** What the kernel counted for each thread of a process, by the number of the thread. */
export type WakeUps = ReadonlyMap<string, ThreadWakeUps>;
export type ThreadWakeUps = { readonly name: string; readonly total: number };

/**
 * How often each thread has gone to sleep of its own accord: one that sleeps on has not been woken.
 */
export function wakeUpsOf(pid: number): WakeUps {
  const threads = readdirSync(`/proc/${pid}/task`);
  return new Map(threads.map((thread) => [thread, readThread(pid, thread)]));
}

export function countBetween(before: WakeUps, after: WakeUps): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [thread, { name, total }] of after) {
    const woken = total - (before.get(thread)?.total ?? 0);
    if (woken > 0) counts[`${name} ${thread}`] = woken;
  }
  return counts;
}

function readThread(pid: number, thread: string): ThreadWakeUps {
  const text = readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8');
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(text)?.[1] ?? '';
  return { name: field('Name'), total: Number(field('voluntary_ctxt_switches')) };
}
