import { maskArguments, maskCredentials } from './mask.ts';

/** So deep is nothing that we make; what is deeper is left out. */
const depthMax = 20;
const mask = '*';

/**
 * Hides credentials in plain data that leaves the program: in every text, and whatever has the
 * name of a secret. Lists of texts are taken for arguments, where an option hides the next one.
 */
export function maskData(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskCredentials(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === depthMax) return '…';
  if (!Array.isArray(value)) return maskEntries(value, depth);
  const isArguments = value.every((item) => typeof item === 'string');
  return isArguments ? maskArguments(value) : value.map((item) => maskData(item, depth + 1));
}

function maskEntries(value: object, depth: number): object {
  const entries = Object.entries(value).map(([name, inner]) => {
    const isHidden = typeof inner === 'string' && inner !== '' && isSecretName(name);
    return [name, isHidden ? mask : maskData(inner, depth + 1)];
  });
  return Object.fromEntries(entries);
}

/** By the rules for parameters of addresses. */
const isSecretName = (name: string): boolean => maskCredentials(`${name}=?`) === `${name}=${mask}`;
