import { type Parsed, parseCommandLine } from './arguments.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { tellFailure } from './failure.ts';
import { print, survivePipes } from './print.ts';

/** The whole command. Never throws; what went wrong is told, and becomes the exit status. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  survivePipes();
  try {
    return await perform(parseCommandLine(argv));
  } catch (error) {
    return tellFailure(error, wantsJson(argv));
  }
}

async function perform(parsed: Parsed): Promise<ExitCode> {
  if (parsed.ask === 'help') {
    const { helpText } = await import('./help.ts');
    print(helpText(parsed.command));
    return exitCodes.ok;
  }
  if (parsed.ask === 'version') {
    const { version } = await import('../keeper/version.ts');
    print(version());
    return exitCodes.ok;
  }
  const { execute } = await parsed.command.load();
  return execute(parsed.invocation);
}

/** `--json` of `add` is what goes in, not what comes out. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.includes('--json') && !argv.includes('add');
}
