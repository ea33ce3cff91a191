import { parseAddress } from '../../inspector/server/address.ts';
import { FileSource } from '../../inspector/server/file-source.ts';
import { serve } from '../../inspector/server/serve.ts';
import { type JournalStory, storyOfJournal } from '../../replay/journal-story.ts';
import { checkReadable } from '../check-readable.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute } from '../invocation.ts';
import { complain, print } from '../print.ts';

export const execute: Execute = async ({ operands: [file = ''], options }) => {
  const http = typeof options.http === 'string' ? options.http : '127.0.0.1:0';
  const address = parseAddress(http);
  await checkReadable(file);
  const journal = await storyOf(file);
  if (journal.cut !== null) complain(`${file}: ${journal.cut}; what was before it is shown`);
  const inspector = await serve(new FileSource(journal), { address, isHolding: true });
  const asked = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  print(`${file}, in a browser: ${inspector.url}`);
  await asked;
  await inspector.close();
  return exitCodes.ok;
};

/** A run of many cameras over hours takes as many seconds: whoever waits is told what for. */
async function storyOf(file: string): Promise<JournalStory> {
  const tell = () => print(`${file}: making the run again, which takes a while …`);
  const late = setTimeout(tell, patienceMs);
  return storyOfJournal(file).finally(() => clearTimeout(late));
}

const patienceMs = 1500;
