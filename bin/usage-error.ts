import { KeeperError } from '../config/errors.ts';

/** Something is wrong with the command line itself. */
export class UsageError extends KeeperError {
  /** Whose help says more. */
  readonly command: string | null;

  constructor(message: string, command: string | null = null) {
    super('BAD_ARGUMENT', message);
    this.command = command;
  }
}
