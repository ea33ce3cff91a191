import { createKeeper } from '../../index.ts';
import { untilHealthy } from './fleet.ts';

// A keeper in a process of its own, for tests that kill it. Says `healthy` when its cameras are;
// ends in order on SIGTERM.

const { runtimeDirectory, cameras } = JSON.parse(process.argv[2]!);
const keeper = createKeeper({ runtimeDirectory, config: { cameras } });
await keeper.start();
process.once('SIGTERM', () => void keeper.stop());
for (const name of Object.keys(cameras)) await untilHealthy(keeper, name);
console.log('healthy');
await keeper.stopped;
