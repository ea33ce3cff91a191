import { homedir, hostname, userInfo } from 'node:os';
import { root } from '../support/paths.ts';

/**
 * What no journal of the repository may name: passwords, places, hosts. `own`: words of the machine
 * that records.
 */
export function strangersIn(text: string, own: readonly string[] = []): string[] {
  const paths = [...text.matchAll(/(?<![\w.:/-])\/[a-z][\w./-]*/gi)].map(([path]) => path);
  const hosts = [...text.matchAll(/\w:\/\/(?:\*:\*@)?([^/"\\\s:]+)/g)].map(([, host]) => host!);
  return [
    ...new Set([
      ...paths.filter((path) => !path.startsWith('/tmp/camkeeper-journal-')),
      ...hosts.filter((host) => host !== '127.0.0.1'),
      ...['hunter2', ...own].filter((word) => word.length > 1 && text.includes(word)),
    ]),
  ];
}

export const ownWords = (): string[] => [homedir(), hostname(), userInfo().username, root];
