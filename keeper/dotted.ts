/** `{ running: 'healthy' }` as `running.healthy`. */
export function dotted(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as object)
    .map(([state, inner]) => `${state}.${dotted(inner)}`)
    .join(' ');
}
