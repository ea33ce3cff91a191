import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { within } from '../../tests/support/eventually.ts';
import { root } from '../../tests/support/paths.ts';
import type { KeeperLook } from './keeper-program.ts';

export type AskedKeeper = AsyncDisposable & {
  /** From then on the inspector is there. */
  readonly serve: () => Promise<string>;
  readonly look: () => Promise<KeeperLook>;
};

export type Fleet = { readonly cameras: number; readonly eventsPerSecond: number };

const upWithinMs = 90_000;
const answerWithinMs = 20_000;

/** `keeper-program.ts`, from outside. */
export async function askedKeeper({ cameras, eventsPerSecond }: Fleet): Promise<AskedKeeper> {
  const program = join(root, 'dist/bench/inspector/keeper-program.js');
  const directory = mkdtempSync(join(tmpdir(), 'ck-'));
  const child = fork(program, [`${cameras}`, `${eventsPerSecond}`, directory], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const answer = async (withinMs: number) =>
    (await within('the keeper answers', once(child, 'message'), withinMs))[0];
  const ask = (question: string) => {
    const answered = answer(answerWithinMs);
    child.send(question);
    return answered;
  };
  const end = async () => {
    child.kill('SIGKILL'); // to stop a thousand cameras in order takes seconds
    await exited;
    rmSync(directory, { recursive: true, force: true });
  };
  await answer(upWithinMs).catch(async (error) => {
    await end();
    throw error;
  });
  return {
    serve: async () => (await ask('serve')) as string,
    look: async () => (await ask('look')) as KeeperLook,
    [Symbol.asyncDispose]: end,
  };
}
