import { parentPort, workerData } from 'node:worker_threads';
import { errorData } from '../../config/errors.ts';
import type { WriterAnswer, WriterRequest } from './contracts.ts';
import { StoreFile } from './store-file.ts';

// The thread that opens and writes the store: a disk that hangs, or somebody who holds the file,
// keeps this thread waiting and not the keeper. Asked one thing at a time.

const { path } = workerData as { readonly path: string };
const file = new StoreFile(path);

const answer = (message: WriterAnswer) => parentPort!.postMessage(message);

parentPort!.on('message', async (request: WriterRequest) => {
  if (request.type === 'close') {
    await file.close();
    parentPort!.close();
    return;
  }
  try {
    answer({ type: 'saved', setAside: await file.save(request.state) });
  } catch (error) {
    answer({ type: 'refused', error: errorData(error) });
  }
});
answer({ type: 'opened', ...(await file.open()) });
