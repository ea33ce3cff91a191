import type { ControlRequest } from '../bus/control.ts';
import type { Keeper } from './create-keeper.ts';

/**
 * What the keeper answers to a command from another process. Throws what the command would throw.
 */
export async function answer(keeper: Keeper, request: ControlRequest): Promise<unknown> {
  const result = await fulfil(keeper, request);
  if (lasting.includes(request.command)) await keeper.stored(); // answered is stored, if it can be
  return result;
}

const lasting: readonly string[] = ['add', 'remove', 'enable', 'disable'];

async function fulfil(keeper: Keeper, request: ControlRequest): Promise<unknown> {
  switch (request.command) {
    case 'status':
      return keeper.status();
    case 'logs':
      return keeper.logs(request.camera);
    case 'add':
      if (request.save) return keeper.save(request.camera, request.config);
      return keeper.add(request.camera, request.config);
    case 'remove':
      return keeper.remove(request.camera);
    case 'enable':
      return keeper.enable(request.camera);
    case 'disable':
      return keeper.disable(request.camera);
    case 'restart':
      return keeper.restart(request.camera, request.role);
    case 'reload':
      return keeper.reload();
    case 'stop':
      // answered before it is done: the socket that would tell is closed on the way
      void keeper.stop(request.withinMs === undefined ? {} : { withinMs: request.withinMs });
      return { pid: process.pid };
  }
}
