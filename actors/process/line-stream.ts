import { Socket } from 'node:net';
import { lineSplitter } from '../log-lines.ts';

/** Lines that come in by a descriptor, until it ends or is closed; either flushes the last one. */
export type LineStream = { readonly ended: Promise<void>; readonly close: () => void };

/** The descriptor is its own from now on. */
export function readLines(fd: number, onLine: (line: string) => void = () => {}): LineStream {
  const stream = new Socket({ fd, readable: true, writable: false });
  const lines = lineSplitter(onLine);
  stream.setEncoding('utf8').on('data', lines.push);
  stream.on('error', () => {}); // the other end is gone: its exit tells
  const ended = new Promise<void>((resolve) => stream.once('close', resolve));
  return {
    ended,
    close: () => {
      stream.removeListener('data', lines.push);
      stream.destroy();
      lines.end();
    },
  };
}

/** What the dead one wrote last may still be on its way; a stranger may hold it open for ever. */
const lastWordsMs = 100;

/** `act` once, when all of them have ended or it has taken too long; by then they are closed. */
export function afterLastWords(streams: readonly LineStream[], act: () => void): void {
  let isDone = false;
  const done = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    for (const stream of streams) stream.close();
    act();
  };
  const timer = setTimeout(done, lastWordsMs);
  void Promise.all(streams.map(({ ended }) => ended)).then(done);
}
