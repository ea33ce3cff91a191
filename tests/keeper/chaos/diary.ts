import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/paths.ts';
import type { Writings } from './keeper-process.ts';

/** What has been done, round by round, for a person who has to understand a failure. */
export class Diary {
  /** Where the keepers write what they hear, and where what is kept of a failure lies. */
  readonly folder: string;
  readonly #seed: number;
  readonly #rounds: string[][] = [[]];
  readonly #counts = { rounds: 0, commands: 0, signals: 0, keepers: 0, inputs: 0 };

  constructor(seed: number, folder: string) {
    this.#seed = seed;
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  round(): void {
    this.#counts.rounds++;
    this.#rounds.push([`round ${this.#counts.rounds}`]);
  }

  command(line: string): void {
    this.#counts.commands++;
    this.note(line);
  }

  signal(line: string): void {
    this.#counts.signals++;
    this.note(line);
  }

  replayed(inputs: number): void {
    this.#counts.inputs += inputs;
    this.note(`its run replays identically: ${inputs} inputs`);
  }

  note(line: string): void {
    this.#rounds.at(-1)!.push(`${new Date().toISOString().slice(11, 23)} ${line}`);
  }

  nextKeeper(): Writings {
    const keeper = join(this.folder, `keeper-${++this.#counts.keepers}`);
    return { log: `${keeper}.log`, journal: `${keeper}.jsonl` };
  }

  get summary(): string {
    const { rounds, commands, signals, keepers, inputs } = this.#counts;
    const done = `${rounds} rounds, ${commands} commands, ${signals} signals, ${keepers} keepers`;
    return `${done}, ${inputs} inputs replayed`;
  }

  /** What the last look saw, and all that was done: returns what a person is told. */
  failure(error: Error, seen: unknown): string {
    const again = `npm run chaos -- --seed ${this.#seed}`;
    const all = this.#rounds.map((lines) => lines.join('\n')).join('\n\n');
    const text = [again, this.summary, error.stack ?? error.message, all].join('\n\n');
    writeFileSync(join(this.folder, 'failure.txt'), `${text}\n`);
    writeFileSync(join(this.folder, 'status.json'), JSON.stringify(seen, null, 2));
    const last = this.#rounds.at(-1)!.join('\n');
    return `${error.message}\nagain: ${again}\nkept: ${this.folder}\n${last}`;
  }
}

/** Outside of the temporary directory of a test, which is removed with it. */
export const folderOf = (seed: number): string =>
  join(root, 'dist/chaos', `seed-${seed}-${process.pid}`);
