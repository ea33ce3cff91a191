import { KeeperError } from '../../config/errors.ts';

export type Address = { readonly host: string; readonly port: number };

export const defaultAddress = '127.0.0.1:9470';

/**
 * `127.0.0.1:9470`, `localhost:9470`, `[::1]:9470`, or a port alone; port 0 is any that is free.
 * Throws BAD_ARGUMENT: beyond this machine nobody is let in.
 */
export function parseAddress(text: string): Address {
  const [, host = '', digits = ''] = /^(?:(.*):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === '' || port > 65_535) throw refused(text, 'expected ADDRESS:PORT');
  const known = Object.hasOwn(loopback, host) ? loopback[host] : undefined;
  if (known === undefined) {
    const why = 'only loopback (127.0.0.1, [::1], localhost) is served: there is no password';
    throw refused(text, why);
  }
  return { host: known, port };
}

const loopback: Readonly<Record<string, string>> = {
  '': '127.0.0.1',
  '127.0.0.1': '127.0.0.1',
  localhost: '127.0.0.1',
  '[::1]': '::1',
};

/** What a browser says in `Host` for it. */
export function hostsOf({ host, port }: Address): readonly string[] {
  const own = host.includes(':') ? `[${host}]` : host;
  return [own, 'localhost'].map((name) => (port === 80 ? name : `${name}:${port}`));
}

export const urlOf = (address: Address): string => `http://${hostsOf(address)[0]}/`;

const refused = (text: string, why: string) =>
  new KeeperError('BAD_ARGUMENT', `http ${JSON.stringify(text)}: ${why}`);
