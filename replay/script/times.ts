const unitsMs = { ms: 1, s: 1000, m: 60_000 } as const;

/** Milliseconds of `1.5s`, `200ms` or `2m`; null of anything else. */
export function parseTime(text: unknown): number | null {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(String(text));
  if (!found) return null;
  const ms = Number(found[1]) * unitsMs[found[2] as keyof typeof unitsMs];
  return Math.round(ms * 1e6) / 1e6; // 0.501 s are 501 ms
}

/** As short as can be without losing a microsecond. */
export function formatTime(ms: number): string {
  const [amount, unit] = Math.abs(ms) < 1000 ? [ms, 'ms'] : [ms / 1000, 's'];
  return `${Number(amount.toFixed(unit === 'ms' ? 3 : 6))}${unit}`;
}
