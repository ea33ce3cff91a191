import type { ExitCode } from './exit-codes.ts';

/** What was given on the command line, already known to fit the command. */
export type Invocation = {
  readonly command: string;
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, string | true>>;
};

export type Execute = (invocation: Invocation) => Promise<ExitCode>;
