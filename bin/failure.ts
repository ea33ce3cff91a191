import { errorData } from '../config/errors.ts';
import { maskCredentials } from '../config/mask.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts';
import { complain, printJson } from './print.ts';
import { UsageError } from './usage-error.ts';

/** People read standard error; a program that asked for JSON gets it where it expects it. */
export function tellFailure(error: unknown, asJson: boolean): ExitCode {
  const { code, message } = errorData(error);
  if (asJson) printJson({ error: { code, message: maskCredentials(message) } });
  complain(exitCodeOf(code) === exitCodes.internal ? internal(error) : message);
  if (error instanceof UsageError) {
    const help = error.command === null ? '--help' : `${error.command} --help`;
    complain(`camkeeper ${help} says more.`);
  }
  return exitCodeOf(code);
}

function internal(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `camkeeper: a fault of its own: ${stack}`;
}
