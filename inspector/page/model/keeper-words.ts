import type { JournalRow, KeeperRow } from '../../api.ts';

/** What is wrong with the keeper itself, in few words. */
export type Notice = { readonly what: string; readonly why: string; readonly atMs: number | null };

/** What is worse first. */
export function noticesOf({ store, journal }: KeeperRow): Notice[] {
  const notices: Notice[] = [];
  const failure = journal?.failures.at(-1);
  if (failure) notices.push({ what: 'Failed', why: failure.reason, atMs: failure.at });
  if (journal?.state === 'ended') {
    notices.push({
      what: 'Journal ended',
      why: journal.reason ?? 'no reason is known',
      atMs: null,
    });
  }
  if (store.reason !== null) notices.push({ what: 'Store', why: store.reason, atMs: null });
  return notices;
}

/** Where the run is written down. */
export function journalWords({ state, path, reason, memoryBytes }: JournalRow): string {
  const last = `the last ${sizeWords(memoryBytes)}`;
  switch (state) {
    case 'off':
      return 'not begun';
    case 'memory':
      return `${last} in memory`;
    case 'file':
      return `written to ${path}; ${last} in memory as well`;
    case 'ended':
      return `ended: ${reason}; nothing more is written to ${path}; ${last} in memory`;
  }
}

/** `4 MB`. */
export const sizeWords = (bytes: number): string =>
  bytes < 2 ** 20 ? `${Math.round(bytes / 2 ** 10)} KB` : `${Math.round(bytes / 2 ** 20)} MB`;

/** As it is typed into a shell. */
export function commandWords(command: 'inspect' | 'replay', file: string): string {
  const isPlain = /^[\w./:@+-]+$/.test(file);
  return `camkeeper ${command} ${isPlain ? file : `'${file.replaceAll("'", "'\\''")}'`}`;
}
