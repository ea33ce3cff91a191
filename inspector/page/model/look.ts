/** How a state looks: one of eight signs, each with its own shape, colour and word. */
export type Sign = 'ok' | 'warn' | 'busy' | 'wait' | 'retry' | 'stop' | 'off' | 'bad';

export const signs: readonly Sign[] = ['bad', 'retry', 'warn', 'wait', 'busy', 'stop', 'ok', 'off'];

/** As a filter says it. */
export const signWords: Readonly<Record<Sign, string>> = {
  ok: 'healthy',
  warn: 'degraded',
  busy: 'starting',
  wait: 'waiting',
  retry: 'backing off',
  stop: 'stopping',
  off: 'off',
  bad: 'faulted',
};

const patterns: readonly (readonly [RegExp, Sign])[] = [
  [/faulted|broken/, 'bad'],
  [/backingOff/, 'retry'],
  [/gated|waiting/, 'wait'],
  [/stopping|draining|settled/, 'stop'],
  [/degraded|failing|guarded/, 'warn'],
  [/starting|booting/, 'busy'],
  [/^(disabled|off|stopped|removed)/, 'off'],
];

/** Of a dotted state of any machine. */
export function signOf(state: string): Sign {
  return patterns.find(([pattern]) => pattern.test(state))?.[1] ?? 'ok';
}

/** `backing off`, of `starting.backingOff`: the innermost state in words. */
export const lastWords = (state: string): string =>
  (state.split('.').at(-1) ?? state).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
