import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { within } from '../../support/eventually.ts';
import { root } from '../../support/paths.ts';
import type { Answer, Call, Look } from './keeper-program.ts';

const program = join(root, 'dist/tests/keeper/chaos/keeper-program.js');
const answerWithinMs = 20_000;
/** For the fixtures that write frames themselves: 320x240 in I420. */
const environment = { FIXTURE_BYTES: String((320 * 240 * 3) / 2), FIXTURE_FRAMES: '3' };

/** The keeper under test, as a process that can be killed. */
export class KeeperProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #calls = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (answer: Answer) => this.#waiting.get(answer.id)?.(answer));
  }

  static async start(runtimeDirectory: string): Promise<KeeperProcess> {
    const env = { ...process.env, ...environment };
    const keeper = new KeeperProcess(fork(program, [runtimeDirectory], { env }));
    await within('the keeper runs', keeper.#answerTo(0), answerWithinMs);
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
    this.#child.send({ id, method, args } as Call);
    const { value, error } = await within(method, answered, answerWithinMs);
    if (error !== undefined) throw new Error(`${method} ${args[0] ?? ''}: ${error}`);
    return value;
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }

  /** In order; returns the exit status. */
  async stop(): Promise<number> {
    const exit = once(this.#child, 'exit');
    this.#child.send({ id: -1, method: 'stop', args: [] } as Call); // gone before it can answer
    const [status] = await within('the keeper ends', exit, answerWithinMs);
    return status;
  }

  #answerTo(id: number): Promise<Answer> {
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }
}
