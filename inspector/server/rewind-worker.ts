import { parentPort } from 'node:worker_threads';
import { errorData } from '../../config/errors.ts';
import { maskData } from '../../config/mask-data.ts';
import { type Moment, Rewind } from '../../replay/rewind.ts';

/** What this thread is told. */
export type RewindTask =
  /** Lines that have come, joined, from `number` on; what stands before `firstNumber` is gone. */
  | {
      readonly type: 'lines';
      readonly text: string;
      readonly marks: readonly number[];
      readonly number: number;
      readonly firstNumber: number;
    }
  | { readonly type: 'prepare' }
  | { readonly type: 'ask'; readonly id: number; readonly mark: number; readonly camera: string };

export type RewindAnswer = { readonly id: number } & (
  | { readonly moment: Moment | null }
  | { readonly problem: string }
);

/** So long it does not listen while it goes ahead by itself. */
const sliceMs = 50;
const rewind = new Rewind();

parentPort?.on('message', (task: RewindTask) => {
  if (task.type === 'prepare') return prepare();
  if (task.type === 'ask') return parentPort?.postMessage(answer(task));
  const { text, marks, number, firstNumber } = task;
  if (marks.length > 0) rewind.append({ lines: text.split('\n'), marks }, number);
  rewind.dropBefore(firstNumber);
});

function prepare(): void {
  try {
    if (rewind.prepare(sliceMs)) setImmediate(prepare);
  } catch {
    // who asks for what lies behind is told
  }
}

function answer({ id, mark, camera }: Extract<RewindTask, { type: 'ask' }>): RewindAnswer {
  try {
    const moment = rewind.at(mark, camera);
    if (moment === null) return { id, moment };
    return { id, moment: { ...moment, context: maskData(moment.context) as object | null } };
  } catch (error) {
    return { id, problem: errorData(error).message };
  }
}
