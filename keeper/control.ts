import type { ControlRequest } from '../bus/control.ts';
import type { KeeperOutput } from '../machines/keeper-context.ts';
import type { Keeper } from './keeper.ts';

export type Answering = {
  readonly keeper: Keeper;
  /** How its stop went, while there is still somebody to be told. */
  readonly outcome: Promise<KeeperOutput>;
};

/**
 * What the keeper answers to a command from another process. Throws what the command would throw.
 */
export function answer(answering: Answering, request: ControlRequest): Promise<unknown> {
  const done = fulfil(answering, request);
  return lasting.includes(request.command) ? untilStored(answering, done) : done;
}

const lasting: readonly string[] = ['add', 'remove', 'enable', 'disable'];

/** What is answered is stored, if it can be. */
async function untilStored({ keeper }: Answering, done: Promise<unknown>): Promise<unknown> {
  const result = await done;
  await keeper.stored();
  return result;
}

async function fulfil({ keeper, outcome }: Answering, request: ControlRequest): Promise<unknown> {
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
      void keeper.stop(request.withinMs === undefined ? {} : { withinMs: request.withinMs });
      return request.wait ? { pid: process.pid, result: await outcome } : { pid: process.pid };
  }
}
