import type { ControlRequest } from '../bus/control.ts';
import type { Keeper } from './keeper.ts';

/**
 * What the keeper answers to a command from another process. Throws what the command would throw.
 */
export async function answer(keeper: Keeper, request: ControlRequest): Promise<unknown> {
  switch (request.command) {
    case 'status':
      return keeper.status();
    case 'logs':
      return keeper.logs(request.camera);
    case 'add':
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
