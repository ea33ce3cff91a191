import type { ExitCode } from '../exit-codes.ts';
import { tellFailure } from '../failure.ts';
import type { Execute, Invocation } from '../invocation.ts';
import { configFile, storeFile } from '../run/config-file.ts';
import { note } from '../run/entry.ts';
import { formOf, levelOf, surfaces } from '../run/form.ts';
import { httpOf } from '../run/http.ts';
import { journalOf } from '../run/journal.ts';
import { keep } from '../run/keep.ts';
import { leave } from '../run/leave.ts';
import type { Stately } from '../run/stately/open-stately.ts';
import { runtimePath } from '../runtime-path.ts';

export const execute: Execute = async (invocation) => {
  const exitCode = await run(invocation).catch((error) => tellFailure(error, false));
  return leave(exitCode);
};

async function run(invocation: Invocation): Promise<ExitCode> {
  const open = await surfaces[formOf(invocation, 'json')]();
  const level = levelOf(invocation);
  const journal = journalOf(invocation);
  const http = httpOf(invocation);
  const config = configFile(invocation);
  const stately = invocation.options.stately ? await attachStately() : null;
  const keeper = {
    config,
    watch: !invocation.options['no-watch'],
    store: storeFile(invocation, config),
    ...journal,
    runtimeDirectory: runtimePath(invocation),
    ...(stately && { inspect: stately.inspect }),
  };
  try {
    return await keep({ keeper, open, level, http, ...(stately && { first: [whereIs(stately)] }) });
  } finally {
    stately?.close();
  }
}

/** Loaded only when it is asked for. */
async function attachStately(): Promise<Stately> {
  const { openStately } = await import('../run/stately/open-stately.ts');
  return openStately();
}

const whereIs = ({ url }: Stately) => note(`Stately's inspector, in a browser: ${url}`, { url });
