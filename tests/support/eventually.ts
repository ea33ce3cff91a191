import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';

export type EventuallyOptions = {
  readonly withinMs?: number;
  /** What to show when the deadline passes; without it the last answer of the probe. */
  readonly seen?: () => unknown;
};

const firstPauseMs = 1;
const longestPauseMs = 20;

/**
 * Asks until the probe answers something truthy, and resolves to that. Rejects at the deadline
 * (5 s) and tells what was last seen. A probe that throws has not answered yet.
 */
export async function eventually<T>(
  what: string,
  probe: () => T | Promise<T>,
  { withinMs = 5000, seen }: EventuallyOptions = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const answer = await ask(probe);
    if ('value' in answer && answer.value) return answer.value;
    if (performance.now() >= deadline) throw late(what, withinMs, seen ? seen() : answer);
    await delay(pauseMs);
  }
}

/** The promise's value, or a rejection that says what did not happen in time. */
export async function within<T>(what: string, promise: Promise<T>, withinMs = 5000): Promise<T> {
  const deadline = new AbortController();
  const timer = delay(withinMs, undefined, { signal: deadline.signal }).then(() => {
    throw late(what, withinMs, 'nothing');
  });
  timer.catch(() => undefined); // aborted, or already reported by the race
  try {
    return await Promise.race([promise, timer]);
  } finally {
    deadline.abort();
  }
}

type Answer<T> = { readonly value: T } | { readonly thrown: unknown };

async function ask<T>(probe: () => T | Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await probe() };
  } catch (thrown) {
    return { thrown };
  }
}

function late(what: string, withinMs: number, seen: unknown): Error {
  return new Error(`${what}: not within ${withinMs} ms; last seen: ${inspect(seen, { depth: 4 })}`);
}
