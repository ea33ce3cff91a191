import type { Input } from '../../actors/door/door.ts';
import type { KeeperOptions } from '../../index.ts';

/** The next end of a process comes without what the machine looks at: it throws. */
export function malformedOnce(): NonNullable<KeeperOptions['onInput']> {
  let isDone = false;
  return (input: Input) => {
    if (isDone || !('event' in input) || input.event.type !== 'process.exited') return;
    isDone = true;
    Object.assign(input.event, { exit: null });
  };
}
