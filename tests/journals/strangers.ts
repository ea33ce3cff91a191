import { homedir, hostname, userInfo } from 'node:os';
import { root } from '../support/paths.ts';

/** What no journal of the repository may name: passwords, places, machines and their people. */
export function strangersIn(text: string): string[] {
  const paths = [...text.matchAll(/(?<![\w.:/-])\/[a-z][\w./-]*/gi)].map(([path]) => path);
  const hosts = [...text.matchAll(/\w:\/\/(?:\*:\*@)?([^/"\\\s:]+)/g)].map(([, host]) => host!);
  const own = [homedir(), hostname(), userInfo().username, root, 'hunter2'];
  return [
    ...new Set([
      ...paths.filter((path) => !path.startsWith('/tmp/camkeeper-journal-')),
      ...hosts.filter((host) => host !== '127.0.0.1'),
      ...own.filter((word) => word.length > 1 && text.includes(word)),
    ]),
  ];
}
