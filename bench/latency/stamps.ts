import type { Readable } from 'node:stream';
import { lineSplitter } from '../../actors/log-lines.ts';
import { within } from '../../tests/support/eventually.ts';

/** What the children wrote of themselves, each stamp once. */
export class Stamps {
  readonly #waiting = new Map<string, (atNs: bigint) => void>();

  constructor(stream: Readable) {
    const { push } = lineSplitter((line) => {
      const [name, what, atNs] = line.split(' ');
      this.#waiting.get(`${name} ${what}`)?.(BigInt(atNs!));
    });
    stream.setEncoding('utf8').on('data', push);
  }

  /** `front/capture signalled`: the next one, from now on. */
  next(what: string): Promise<bigint> {
    const stamp = new Promise<bigint>((resolve) => this.#waiting.set(what, resolve));
    return within(what, stamp, 10_000);
  }
}
