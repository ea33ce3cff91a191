import type { ControlRequest } from '../bus/control.ts';
import { request } from '../bus/control-client.ts';
import { KeeperError } from '../config/errors.ts';
import type { Invocation } from './invocation.ts';
import { runtimePath } from './runtime-path.ts';

const answerWithinMs = 5_000;

/** Asks the keeper that runs. Throws NO_KEEPER, and whatever the keeper refuses with. */
export async function ask(
  invocation: Invocation,
  message: ControlRequest,
  timeoutMs = answerWithinMs,
): Promise<unknown> {
  const directory = runtimePath(invocation);
  try {
    return await request(controlUrl(directory), message, { timeoutMs });
  } catch (error) {
    throw isNoKeeper(error) ? noKeeper(directory, error) : error;
  }
}

function controlUrl(directory: string): string {
  return `ipc://${directory}/control`;
}

const isNoKeeper = (error: unknown): error is KeeperError =>
  error instanceof KeeperError && error.code === 'NO_KEEPER';

function noKeeper(directory: string, cause: KeeperError): KeeperError {
  const message = `no keeper answers in ${directory} (${cause.message}); --runtime-dir says where`;
  return new KeeperError('NO_KEEPER', message, { cause });
}
