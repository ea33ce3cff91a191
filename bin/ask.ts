import type { ControlRequest } from '../bus/control.ts';
import { request } from '../bus/control-client.ts';
import type { Invocation } from './commands.ts';
import { runtimePath } from './runtime-path.ts';

const answerWithinMs = 5_000;

/** Asks the keeper that runs. Throws NO_KEEPER, and whatever the keeper refuses with. */
export function ask(invocation: Invocation, message: ControlRequest): Promise<unknown> {
  return request(controlUrl(runtimePath(invocation)), message, { timeoutMs: answerWithinMs });
}

function controlUrl(directory: string): string {
  return `ipc://${directory}/control`;
}
