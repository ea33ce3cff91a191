import { MessageChannel } from 'node:worker_threads';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Starts } from '../../../actors/process/starts.ts';

const starts = suite('starts');

/** So many turns of the event loop later. */
async function turns(count: number): Promise<void> {
  for (let left = count; left > 0; left--) await new Promise((next) => setImmediate(next));
}

starts('one in each turn, in the order of asking; the first at once', async () => {
  const line = new Starts();
  const seen: string[] = [];
  for (const name of ['a', 'b', 'c']) line.take(() => void seen.push(name));
  assert.equal(seen, ['a']);
  await Promise.resolve();
  assert.equal(seen, ['a'], 'the same turn');
  await turns(1);
  assert.equal(seen, ['a', 'b']);
  await turns(1);
  assert.equal(seen, ['a', 'b', 'c']);
  await turns(1);
  line.take(() => void seen.push('d'));
  assert.is(seen.at(-1), 'd', 'nobody has started in this turn');
});

starts('what came in meanwhile goes before the next start', async () => {
  const line = new Starts();
  const seen: string[] = [];
  for (const name of ['a', 'b', 'c']) line.take(() => void seen.push(name));
  const { port1, port2 } = new MessageChannel();
  port2.on('message', () => seen.push('command'));
  await turns(1);
  port1.postMessage(null); // as a command would: through the poll phase
  await turns(3);
  port1.close();
  assert.ok(seen.indexOf('command') < seen.indexOf('c'), seen.join());
});

starts('who has left the line does not start, and holds up nobody', async () => {
  const line = new Starts();
  const seen: string[] = [];
  const [leaveA, leaveB] = ['a', 'b', 'c'].map((name) => line.take(() => void seen.push(name)));
  leaveA!();
  leaveB!();
  await turns(1);
  assert.equal(seen, ['a', 'c']);
});

starts.run();
