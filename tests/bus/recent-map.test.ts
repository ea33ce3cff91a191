import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { GapCounter } from '../../bus/gap-counter.ts';
import { createPublisher, topicsMax } from '../../bus/publisher.ts';
import { RecentMap } from '../../bus/recent-map.ts';

const recent = suite('recent map');

recent('forgets who was set longest ago, and says what that was', () => {
  const forgotten: number[] = [];
  const map = new RecentMap<number>(2, (value) => forgotten.push(value));
  map.set('a', 1);
  map.set('b', 2);
  map.set('a', 3);
  map.set('c', 4);
  assert.equal(forgotten, [2]);
  assert.equal(
    ['a', 'b', 'c'].map((key) => map.get(key)),
    [3, undefined, 4],
  );
});

const keeperState = { state: 'running', since: new Date(0).toISOString(), generation: 1 };
const cameraState = (camera: string) => ({
  camera,
  state: 'disabled.byConfig',
  since: keeperState.since,
  reason: 'disabled by its configuration',
  next: null,
});

recent('a publisher numbers topics of cameras that come and go, and does not grow', () => {
  const publisher = createPublisher({ runId: 'one', urls: [] });
  const sequences: number[] = [];
  publisher.subscribe('keeper/state/', ({ sequence }) => sequences.push(sequence));
  const gaps = new GapCounter();
  publisher.subscribe('', (message) => gaps.count(message));
  publisher.publish('keeper/state/', keeperState);
  publisher.publish('keeper/state/', keeperState);
  for (let index = 0; index < topicsMax; index++) {
    publisher.publish(`camera/guest-${index}/state/`, cameraState(`guest-${index}`));
  }
  publisher.publish('keeper/state/', keeperState);
  assert.equal(sequences, [1, 2, 1], 'forgotten, and numbered anew');
  assert.is(gaps.lostTotal, 0);
  publisher.close();
});

recent.run();
