import type { Execute, Invocation } from '../commands.ts';
import type { ExitCode } from '../exit-codes.ts';
import { tellFailure } from '../failure.ts';
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
  const store = storeFile(invocation, config);
  const runtimeDirectory = runtimePath(invocation);
  return keep({ keeper: { config, store, runtimeDirectory }, open, level });
}
