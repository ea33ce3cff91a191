import { createKeeper, type KeeperStatus } from '../../../index.ts';
import { type Course, Courses } from './courses.ts';

// A keeper in a process of its own, driven over Node's channel: each request is a call of the
// public API, and is answered with what it returns or throws. Ends in order on `stop`.

export type Call = {
  readonly id: number;
  readonly method: 'add' | 'remove' | 'enable' | 'disable' | 'restart' | 'look' | 'stop';
  readonly args: readonly never[];
};
export type Answer = { readonly id: number; readonly value?: unknown; readonly error?: string };
/** What is to be seen of the keeper from inside, all at one time. */
export type Look = {
  readonly status: KeeperStatus;
  /** Of each camera's results since its tracker began. */
  readonly courses: Readonly<Record<string, Course>>;
  readonly troubles: readonly string[];
};

const troubles: string[] = [];
const courses = new Courses();
const keeper = createKeeper({
  runtimeDirectory: process.argv[2]!,
  config: { cameras: {} },
  onTrouble: (error) => void troubles.push(String(error)),
});
keeper.results$.subscribe(courses.note);
process.on('message', (call: Call) => void answer(call));
process.on('disconnect', () => void keeper.stop());
await keeper.start();
reply({ id: 0 });
await keeper.stopped;
process.disconnect();

async function answer({ id, method, args }: Call): Promise<void> {
  try {
    reply({ id, value: await act(method, args) });
  } catch (error) {
    reply({ id, error: String(error) });
  }
}

function act(method: Call['method'], args: Call['args']): unknown {
  if (method !== 'look') return (keeper[method] as (...args: never[]) => unknown)(...args);
  return { status: keeper.status(), courses: courses.all(), troubles } satisfies Look;
}

function reply(answered: Answer): void {
  if (process.connected) process.send!(answered);
}
