import { openSync, writeSync } from 'node:fs';
import { createKeeper, type ExitData, type KeeperStatus } from '../../../index.ts';
import { type Course, Courses } from './courses.ts';

// A keeper in a process of its own, driven over Node's channel: each request is a call of the
// public API, and is answered with what it returns or throws. Ends in order on `stop`. Writes what
// it hears to the file of its second argument at once, for a person to read after a failure, and
// its journal to that of the third.

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

const [runtimeDirectory, logFile, file] = process.argv.slice(2) as [string, string, string];
const log = openSync(logFile, 'a');
const troubles: string[] = [];
const courses = new Courses();
const keeper = createKeeper({
  runtimeDirectory,
  config: { cameras: {} },
  journal: { file },
  onTrouble: (error) => {
    troubles.push(String(error));
    write('trouble', String((error as Error)?.stack ?? error));
  },
  onInput: (input) => {
    write('input', JSON.stringify(input));
    if ('event' in input && isOurFault(input.event)) troubles.push(JSON.stringify(input));
  },
});
keeper.states$.subscribe(({ camera, state, reason }) => write(camera, `${state}: ${reason}`));
keeper.lines$.subscribe((line) => write('line', JSON.stringify(line)));
keeper.results$.subscribe(courses.note);
process.on('message', (call: Call) => void answer(call));
process.on('disconnect', () => void keeper.stop());
await keeper.start();
reply({ id: 0 });
const result = await keeper.stopped;
write('stopped', JSON.stringify(result));
if (process.connected) process.send!({ id: -1, value: result }, () => process.disconnect());

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

/** Ends of processes that no signal and no stream can be the reason of. */
function isOurFault(event: { readonly type: string; readonly exit?: ExitData }): boolean {
  const cause = event.type === 'process.exited' ? event.exit?.cause : undefined;
  return cause === 'ring-unusable' || cause === 'not-spawned';
}

function reply(answered: Answer): void {
  if (process.connected) process.send!(answered);
}

function write(about: string, what: string): void {
  writeSync(log, `${new Date().toISOString()} ${about} ${what}\n`);
}
