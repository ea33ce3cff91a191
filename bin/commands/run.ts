import type { ExitCode } from '../exit-codes.ts';
import { tellFailure } from '../failure.ts';
import type { Execute, Invocation } from '../invocation.ts';
import { configFile, storeFile } from '../run/config-file.ts';
import { formOf, levelOf, surfaces } from '../run/form.ts';
import { keep } from '../run/keep.ts';
import { leave } from '../run/leave.ts';
import { runtimePath } from '../runtime-path.ts';

export const execute: Execute = async (invocation) => {
  const exitCode = await run(invocation).catch((error) => tellFailure(error, false));
  return leave(exitCode);
};

async function run(invocation: Invocation): Promise<ExitCode> {
  const open = await surfaces[formOf(invocation, 'json')]();
  const level = levelOf(invocation);
  const config = configFile(invocation);
  const keeper = {
    config,
    watch: !invocation.options['no-watch'],
    store: storeFile(invocation, config),
    runtimeDirectory: runtimePath(invocation),
  };
  return keep({ keeper, open, level });
}
