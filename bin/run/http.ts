import { defaultAddress, parseAddress } from '../../inspector/server/address.ts';
import type { Invocation } from '../invocation.ts';

/**
 * Where the inspector is served, as `--http` or CAMKEEPER_HTTP says; null: nowhere. Throws
 * BAD_ARGUMENT for an address that is none, or beyond this machine.
 */
export function httpOf({ options }: Invocation): string | null {
  const { CAMKEEPER_HTTP: wished = '' } = process.env;
  const address = typeof options.http === 'string' ? options.http : wished || defaultAddress;
  if (address === 'off') return null;
  parseAddress(address);
  return address;
}
