import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import type { KeeperResult } from '../../../index.ts';
import { within } from '../../support/eventually.ts';
import { root } from '../../support/paths.ts';
import type { Answer, Call, Look } from './keeper-program.ts';

const program = join(root, 'dist/tests/keeper/chaos/keeper-program.js');
const answerWithinMs = 60_000;
/** So long that on a busy machine nobody is killed for being late. */
const stopWithinMs = 40_000;
/** Under it `keeper-program.ts` tells the result of its stop. */
const stoppedId = -1;
/** For the fixtures that write frames themselves: 320x240 in I420. */
const environment = { FIXTURE_BYTES: String((320 * 240 * 3) / 2), FIXTURE_FRAMES: '3' };

/** What a keeper writes: what it hears, for a person, and its run, for a replay. */
export type Writings = { readonly log: string; readonly journal: string };

/** The keeper under test, as a process that can be killed. */
export class KeeperProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown[]>;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #calls = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#exit = once(child, 'exit');
    child.on('message', (answer: Answer) => this.#waiting.get(answer.id)?.(answer));
    child.on('exit', (code, signal) => {
      const error = `the keeper has ended (${signal ?? code})`;
      for (const [id, tell] of this.#waiting) tell({ id, error });
    });
  }

  static async start(directory: string, { log, journal }: Writings): Promise<KeeperProcess> {
    const env = { ...process.env, ...environment };
    const keeper = new KeeperProcess(
      fork(program, [directory, log, journal], { env, cwd: dirname(directory) }),
    );
    const { error } = await within('the keeper runs', keeper.#answerTo(0), answerWithinMs);
    if (error !== undefined) throw new Error(error);
    return keeper;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  look(): Promise<Look> {
    return this.call('look') as Promise<Look>;
  }

  async call(method: Call['method'], ...args: readonly unknown[]): Promise<unknown> {
    const id = ++this.#calls;
    const answered = this.#answerTo(id);
    this.#child.send({ id, method, args } as Call, () => {}); // it may be gone: the answer says so
    const { value, error } = await within(method, answered, answerWithinMs);
    if (error !== undefined) throw new Error(`${method} ${args[0] ?? ''}: ${error}`);
    return value;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }

  /** In order. Returns its result; throws when it ends with another status than 0. */
  async stop(): Promise<KeeperResult> {
    const stopped = this.#answerTo(stoppedId);
    this.#child.send({ id: ++this.#calls, method: 'stop', args: [{ withinMs: stopWithinMs }] });
    const { value, error } = await within('the keeper stops', stopped, answerWithinMs);
    const [status] = await within('the keeper ends', this.#exit, answerWithinMs);
    if (status !== 0) throw new Error(`the keeper ended with ${status}; ${error ?? ''}`);
    return value as KeeperResult;
  }

  #answerTo(id: number): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.set(id, (answer) => {
        this.#waiting.delete(id);
        resolve(answer);
      });
    });
  }
}
