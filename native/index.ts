import { createRequire } from 'node:module';
import type { NngAddon, NngProtocol, NngSocket, NngSocketOptions } from './nng.ts';

export type * from './nng.ts';

const require = createRequire(import.meta.url);
const loaded = new Map<string, unknown>();

/** Each addon is loaded on its first use: a process pays only for what it uses. */
function addon<T>(name: string): T {
  if (!loaded.has(name)) loaded.set(name, require(`../../native/build/Release/${name}.node`));
  return loaded.get(name) as T;
}

export function openSocket(protocol: NngProtocol, options: NngSocketOptions = {}): NngSocket {
  return new (addon<NngAddon>('nng').NngSocket)(protocol, options);
}

export function isListening(url: string): boolean {
  return addon<NngAddon>('nng').isListening(url);
}
