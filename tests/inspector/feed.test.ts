import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { CameraRow, FleetChange, KeeperNews } from '../../inspector/api.ts';
import { Feed } from '../../inspector/server/feed.ts';
import type { Source } from '../../inspector/server/source.ts';
import { eventually } from '../support/eventually.ts';
import { open } from './ask.ts';
import { listen } from './listening.ts';

const feed = suite('live events');

const rowOf = (name: string, reason: string): CameraRow => ({
  ...{ name, state: 'running.healthy', sinceMs: 1, reason, next: null },
  ...{ fps: 5, droppedTotal: 0, size: null },
});

const news: KeeperNews = {
  at: 0,
  keeper: {
    ...{ instance: 'fake', pid: 1, state: 'running', sinceMs: 0, generation: 1 },
    store: { state: 'off', reason: null },
    journal: null,
  },
  past: null,
};

type Part = Pick<Source, 'isLive' | 'names' | 'rows' | 'sequence' | 'storyAfter' | 'follow'>;

/** A feed behind HTTP, of a source that does what the test wants. */
async function feedOf(part: Partial<Part>) {
  const quiet: Part & Pick<Source, 'news'> = {
    isLive: true,
    names: () => [],
    rows: () => [],
    sequence: 0,
    storyAfter: () => ({ events: [], isWhole: true, heard: 0 }),
    follow: () => () => {},
    news: () => news,
  };
  const source = Object.setPrototypeOf(part, quiet) as Source;
  const live = new Feed(source);
  const server = createServer(({ headers }, response) => {
    const last = headers['last-event-id'];
    const lastSequence = last === undefined ? null : Number(last);
    live.listen(response, { camera: 'front', lastSequence });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    live,
    url,
    [Symbol.asyncDispose]: async () => {
      live.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

feed('one that does not read is let go, others are not kept waiting', async () => {
  let count = 0;
  const rows = () =>
    Array.from({ length: 100 }, (_, index) => rowOf(`c${index}`, `${++count}`.padEnd(10_000)));
  const follow = (onCamera: (name: string) => void) => {
    const timer = setInterval(() => onCamera('c0'), 20);
    return () => clearInterval(timer);
  };
  await using fake = await feedOf({ rows, follow });
  const slow = await open(fake.url);
  slow.pause();
  slow.on('error', () => {});
  await using events = await listen(fake.url);
  assert.is(fake.live.listenerCount, 2);
  const isLetGo = () => fake.live.listenerCount === 1;
  await eventually('the slow one is let go', isLetGo, { withinMs: 20_000 });
  const before = (await events.until('fleet', () => true)).length;
  await events.until('fleet', (changes) => changes.length > before + 2);
  slow.destroy();
});

feed('what was left out of a story is counted', async () => {
  const event = { sequence: 7, at: 1, path: 'gate', event: 'gate.ready', from: 'keeper' };
  const events = [{ ...event, state: 'open', transition: null }];
  let sequence = 0;
  let heard = 0;
  const storyAfter = () => ({ events: sequence === 0 ? [] : events, isWhole: false, heard });
  await using fake = await feedOf({
    get sequence() {
      return sequence;
    },
    storyAfter,
  });
  await using listening = await listen(fake.url);
  await listening.until('fleet', (changes) => changes.length > 0);
  sequence = 7;
  heard = 5_000;
  const [batch] = await listening.until('story', (batches) => batches.length > 0);
  assert.is(batch!.lost, 4_999);
});

feed('one that comes again goes on where it was, unless that was another keeper', async () => {
  const asked: number[] = [];
  let sequence = 10;
  const storyAfter = (after: number) => {
    asked.push(after);
    return { events: [], isWhole: false, heard: 0 };
  };
  await using fake = await feedOf({
    get sequence() {
      return sequence;
    },
    storyAfter,
  });
  await using again = await listen(fake.url, { 'last-event-id': '4' });
  const [missed] = await again.until('story', (batches) => batches.length > 0);
  assert.is(missed!.lost, 1); // at least
  assert.equal(asked.splice(0), [4]);
  await using stranger = await listen(fake.url, { 'last-event-id': '5000' });
  await stranger.until('fleet', (changes) => changes.length > 0);
  sequence = 11;
  await eventually('it is asked for', () => asked.includes(10));
  assert.not.ok(asked.includes(5000));
});

feed('of a large fleet each row is told once, and not all at once', async () => {
  const names = Array.from({ length: 600 }, (_, index) => `c${index}`);
  const asked: number[] = [];
  let reason = 'before';
  const rows = (wanted: ReadonlySet<string> | null) => {
    if (wanted) asked.push(wanted.size);
    return [...(wanted ?? names)]
      .filter((name) => name !== 'c7')
      .map((name) => rowOf(name, reason));
  };
  let tell: (name: string) => void = () => {};
  const follow = (onCamera: (name: string) => void) => {
    tell = onCamera;
    return () => {};
  };
  await using fake = await feedOf({ isLive: true, names: () => names, rows, follow });
  await using events = await listen(fake.url);
  await events.until('fleet', ([whole]) => whole?.isWhole === true);
  reason = 'after';
  for (const name of names) tell(name);
  const told = (changes: readonly FleetChange[]) =>
    changes.slice(1).flatMap(({ changed }) => changed.map(({ name }) => name));
  const changes = await events.until('fleet', (all) => told(all).length >= 599);
  assert.equal(told(changes).sort(), names.filter((name) => name !== 'c7').sort());
  assert.ok(Math.max(...asked) <= 250, `${Math.max(...asked)} rows at once`);
  assert.equal(
    changes.flatMap(({ removed }) => removed),
    [],
  );
});

feed('only so many are listened to, and without any nothing is looked at', async () => {
  let looks = 0;
  let followed = 0;
  const rows = () => {
    looks++;
    return [];
  };
  const follow = () => {
    followed++;
    return () => {
      followed--;
    };
  };
  await using fake = await feedOf({ rows, follow });
  const all = await Promise.all(Array.from({ length: 32 }, () => listen(fake.url)));
  assert.not.ok(fake.live.hasRoom);
  assert.is(followed, 1);
  await Promise.all(all.map((each) => each[Symbol.asyncDispose]()));
  await eventually('all are gone', () => fake.live.listenerCount === 0);
  assert.is(followed, 0);
  const before = looks;
  await using again = await listen(fake.url);
  await again.until('fleet', (changes) => changes.length > 0);
  assert.ok(looks > before);
});

feed.run();
