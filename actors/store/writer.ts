import { parentPort, workerData } from 'node:worker_threads';
import { errorData } from '../../config/errors.ts';
import type { StoredState, WriterAnswer, WriterRequest } from './contracts.ts';
import { StateDatabase } from './database.ts';
import { isDamage, setAside } from './set-aside.ts';

// The thread that opens and writes the store: a disk that hangs, or somebody who holds the file,
// keeps this thread waiting and not the keeper. Asked one thing at a time.

const { path } = workerData as { readonly path: string };
let database: StateDatabase | null = null;

const answer = (message: WriterAnswer) => parentPort!.postMessage(message);

parentPort!.on('message', (request: WriterRequest) => {
  if (request.type === 'save') void answering(() => save(request.state));
  else void close();
});
await answering(open);

async function answering(work: () => Promise<WriterAnswer>): Promise<void> {
  try {
    answer(await work());
  } catch (error) {
    answer({ type: 'refused', error: errorData(error) });
  }
}

async function open(): Promise<WriterAnswer> {
  try {
    database = await StateDatabase.open(path);
    return { type: 'opened', state: await database.read(), setAside: null };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = await beginAnew();
    return { type: 'opened', state: await database!.read(), setAside: aside };
  }
}

async function save(state: StoredState): Promise<WriterAnswer> {
  try {
    await database!.write(state);
    return { type: 'saved', setAside: null };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = await beginAnew();
    await database!.write(state); // everything that was stored is in it
    return { type: 'saved', setAside: aside };
  }
}

async function beginAnew(): Promise<string> {
  await database?.close().catch(() => {}); // it is damaged: closing may fail as well
  database = null;
  const aside = setAside(path, Date.now());
  database = await StateDatabase.open(path);
  return aside;
}

async function close(): Promise<void> {
  await database?.close().catch(() => {});
  parentPort!.close();
}
