import { createHash } from 'node:crypto';

/**
 * Of plain data, whatever the order of its keys: tells whether somebody has changed it, and nothing
 * of what stands in it.
 */
export const fingerprint = (data: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(data, withSortedKeys) ?? '')
    .digest('hex');

function withSortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
