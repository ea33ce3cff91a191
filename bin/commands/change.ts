import type { ControlRequest } from '../../bus/control.ts';
import { ask } from '../ask.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute, Invocation } from '../invocation.ts';
import { print, printJson } from '../print.ts';
import { UsageError } from '../usage-error.ts';

/** What changes something in a running keeper and has no more to tell than that it was accepted. */
export const execute: Execute = async (invocation) => {
  const message = messageOf(invocation);
  await ask(invocation, message);
  if (invocation.options.json) printJson(message);
  else print(doneWords(message));
  return exitCodes.ok;
};

function messageOf(invocation: Invocation): ControlRequest {
  const camera = invocation.operands[0]!;
  switch (invocation.command) {
    case 'remove':
    case 'enable':
    case 'disable':
      return { command: invocation.command, camera };
    case 'restart':
      return { command: 'restart', camera, ...roleOf(invocation) };
    default:
      return { command: 'reload' };
  }
}

const roles = ['capture', 'tracker', 'recorder'] as const;

function roleOf({ command, options }: Invocation): { readonly role?: (typeof roles)[number] } {
  if (options.role === undefined) return {};
  const role = roles.find((one) => one === options.role);
  if (role !== undefined) return { role };
  const given = JSON.stringify(options.role);
  throw new UsageError(`restart: --role is capture, tracker or recorder, not ${given}`, command);
}

function doneWords(message: ControlRequest): string {
  switch (message.command) {
    case 'remove':
      return `${message.camera} is being removed`;
    case 'enable':
      return `${message.camera} is enabled`;
    case 'disable':
      return `${message.camera} is disabled`;
    case 'restart':
      return `${message.camera} starts anew`;
    default:
      return 'the configuration was read again';
  }
}
