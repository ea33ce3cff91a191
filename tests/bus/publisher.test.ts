import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { BusMessage } from '../../bus/bus-message.ts';
import { createPublisher } from '../../bus/publisher.ts';
import { subscribe } from '../../bus/subscriber.ts';
import type { PayloadOf, Topic } from '../../bus/topics.ts';
import { openSocket } from '../../native/index.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const directory = temporaryDirectory('bus');
const publishing = suite('publisher');

const state = (camera: string, reason: string): PayloadOf<`camera/${string}/state/`> => ({
  camera,
  state: 'running.healthy',
  since: '2024-01-01T00:00:00.000Z',
  reason,
  next: null,
});
const reasonOf = ({ payload }: BusMessage) => (payload as { reason: string }).reason;

publishing('all subscribers see one order, also of what a subscriber publishes', () => {
  const publisher = createPublisher({ runId: 'r', urls: [] });
  const orders: string[][] = [[], []];
  publisher.subscribe('camera/', (message) => {
    orders[0]!.push(reasonOf(message));
    if (reasonOf(message) === 'first') {
      publisher.publish('camera/a/state/', state('a', 'answer 1'));
      publisher.publish('camera/a/state/', state('a', 'answer 2'));
    }
  });
  publisher.subscribe('camera/', (message) => orders[1]!.push(reasonOf(message)));
  publisher.publish('camera/a/state/', state('a', 'first'));
  publisher.publish('camera/a/state/', state('a', 'last'));
  assert.equal(orders[0], ['first', 'answer 1', 'answer 2', 'last']);
  assert.equal(orders[1], orders[0]);
});

publishing('front and front_door are two cameras', () => {
  const publisher = createPublisher({ runId: 'r', urls: [] });
  const heard: string[] = [];
  publisher.subscribe('camera/front/', ({ topic }) => heard.push(topic));
  publisher.publish('camera/front_door/state/', state('front_door', ''));
  publisher.publish('camera/front/state/', state('front', ''));
  assert.equal(heard, ['camera/front/state/']);
});

publishing('a subscriber that throws is reported, and harms neither the others nor itself', () => {
  const troubles: string[] = [];
  const publisher = createPublisher({
    runId: 'r',
    urls: [],
    onError: (error) => troubles.push((error as Error).message),
  });
  const heard: string[] = [];
  const fail = (what: string) => (message: BusMessage) => {
    heard.push(what);
    throw new Error(`${what} at ${reasonOf(message)}`);
  };
  publisher.subscribe('', fail('one'));
  publisher.observe$('').subscribe(fail('two'));
  publisher.subscribe('', () => heard.push('three'));
  publisher.publish('camera/a/state/', state('a', '1'));
  publisher.publish('camera/a/state/', state('a', '2'));
  assert.equal(heard, ['one', 'two', 'three', 'one', 'two', 'three']);
  assert.equal(troubles, ['one at 1', 'two at 1', 'one at 2', 'two at 2']);
});

publishing('who ends a subscription while it is served hears nothing more', () => {
  const publisher = createPublisher({ runId: 'r', urls: [] });
  const heard: string[] = [];
  const endSecond = () => second();
  publisher.subscribe('', endSecond);
  const second = publisher.subscribe('', () => heard.push('second'));
  publisher.publish('camera/a/state/', state('a', ''));
  assert.equal(heard, []);
});

publishing('close completes the observables, and later calls do nothing', () => {
  const publisher = createPublisher({ runId: 'r', urls: [] });
  const seen: string[] = [];
  const observer = {
    next: () => seen.push('next'),
    complete: () => seen.push('complete'),
  };
  publisher.observe$('').subscribe(observer);
  publisher.close();
  publisher.close();
  publisher.publish('camera/a/state/', state('a', ''));
  publisher.observe$('').subscribe(observer);
  assert.equal(seen, ['complete', 'complete']);
});

publishing('it listens on all of its urls or on none', () => {
  const [good, bad] = [`ipc://${directory}/good`, 'ipc:///none/bad'];
  assert.throws(() => createPublisher({ runId: 'r', urls: [good, bad] }));
  createPublisher({ runId: 'r', urls: [good] }).close();
});

for (const scheme of ['ipc', 'inproc']) {
  publishing(
    `a subscriber over ${scheme} gets the messages, and counts what it missed`,
    async () => {
      const url = `${scheme}://${directory}/events`;
      const heard: BusMessage[] = [];
      const gaps: [string, number][] = [];
      const subscriber = subscribe({
        url,
        prefixes: ['camera/front/'],
        onMessage: (message) => heard.push(message),
        onGap: (topic, lost) => gaps.push([topic, lost]),
      });
      const publisher = createPublisher({ runId: 'first', urls: [url] });
      const publish = (reason: string) =>
        publisher.publish('camera/front/state/', state('front', reason));
      await eventually('connected', () => {
        publish('hello');
        return heard.length > 0;
      });
      const { topic, run, payload } = heard[0]!;
      assert.equal(
        [topic, run, payload],
        ['camera/front/state/', 'first', state('front', 'hello')],
      );
      // far more at once than the sockets between them hold
      for (let i = 0; i < 20_000; i++) publish('flood');
      publish('end');
      await eventually('the end of the flood', () => {
        publish('after');
        return heard.some((message) => reasonOf(message) === 'after');
      });
      const last = heard.at(-1)!.sequence;
      assert.is(subscriber.lostTotal, last - heard[0]!.sequence + 1 - heard.length);
      assert.ok(subscriber.lostTotal > 0);
      assert.is(
        gaps.reduce((sum, [, lost]) => sum + lost, 0),
        subscriber.lostTotal,
      );
      subscriber.close();
      publisher.close();
    },
  );
}

publishing('a subscriber goes on with the successor of its publisher', async () => {
  const url = `ipc://${directory}/successor`;
  const runs = new Set<string>();
  const subscriber = subscribe({ url, onMessage: ({ run }) => runs.add(run) });
  for (const runId of ['first', 'second']) {
    const publisher = createPublisher({ runId, urls: [url] });
    await eventually(`hears the ${runId}`, () => {
      publisher.publish('camera/a/state/', state('a', ''));
      return runs.has(runId);
    });
    publisher.close();
  }
  assert.is(subscriber.lostTotal, 0);
  subscriber.close();
});

publishing('what a topic does not carry is reported and dropped', async () => {
  const url = `ipc://${directory}/invalid`;
  const pub = openSocket('pub');
  pub.listen(url);
  const invalid: string[] = [];
  const subscriber = subscribe({
    url,
    onMessage: () => assert.unreachable(),
    onInvalid: (error) => invalid.push(`${(error as { code: string }).code} ${error}`),
  });
  const head = '{"run":"r","sequence":1,"at":"2024-01-01T00:00:00Z","payload"';
  const wrong = ['', 'nonsense', 'camera/a/', 'camera/a/state/\n{', `keeper/state/\n${head}:1}`];
  await eventually('all were reported', () => {
    for (const message of wrong) pub.send(message);
    return invalid.length >= wrong.length;
  });
  assert.ok(invalid.every((line) => line.startsWith('MESSAGE_INVALID')));
  assert.match(invalid.join('\n'), /keeper\/state\/: not what it should carry/);
  subscriber.close();
  pub.close();
});

const topic: Topic = 'camera/a/state/'; // and not, for the compiler:
// @ts-expect-error: every topic ends with its delimiter
const unfinished: Topic = 'camera/a/state';
publishing('topics are checked where they are written', () => assert.not.equal(topic, unfinished));

publishing.run();
