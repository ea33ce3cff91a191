import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { InspectionEvent } from 'xstate';
import { PastView } from '../../inspector/server/past.ts';
import { Story } from '../../keeper/story.ts';

const story = suite('story');

type Actor = { readonly id: string; readonly _parent?: Actor };
const root: Actor = { id: 'keeper' };
const fleet: Actor = { id: 'fleet', _parent: root };
const cameraOf = (name: string): Actor => ({ id: `camera:${name}`, _parent: fleet });

/** Tells a story what XState would. */
function teller(entriesMax: number, isRestForKeeper = false) {
  let now = 0;
  const reasons = new Map<string, string>();
  const told = new Story({
    wallMs: () => now,
    explain: (camera) => ({ reason: reasons.get(camera) ?? 'because', next: null }),
    entriesMax,
    isRestForKeeper,
  });
  const tell = (actorRef: Actor, type: string, value: unknown) => {
    const status = value === 'gone' ? 'done' : 'active';
    now++;
    const common = { rootId: 'x', actorRef, event: { type } };
    const inspections = [
      { ...common, type: '@xstate.event', sourceRef: root },
      { ...common, type: '@xstate.snapshot', snapshot: { value, status } },
    ];
    for (const inspection of inspections) told.inspect(inspection as unknown as InspectionEvent);
  };
  return { told, tell, reasons, now: () => now };
}

const query = { fromMs: 0, toMs: 1e9, countMax: 1e9 };

story('never holds more than its room, and one that flaps leaves others their past', () => {
  const { told, tell } = teller(1000);
  const names = Array.from({ length: 9 }, (_, index) => `c${index}`);
  for (const name of names) tell(cameraOf(name), 'camera.configure', { running: 'healthy' });
  const flapping = cameraOf('c0');
  for (let count = 0; count < 50_000; count++) tell(flapping, 'process.changed', `s${count % 2}`);
  const kept = names.map((name) => told.between({ ...query, camera: name }).events.length);
  const all = kept.reduce((sum, count) => sum + count);
  assert.ok(all <= 1000, String(all));
  for (const [index, count] of kept.entries()) assert.ok(index === 0 ? count > 50 : count === 1);
});

story('holds its room also while cameras come', () => {
  const { told, tell } = teller(1000);
  let names = 0;
  const sizes: number[] = [];
  for (let round = 0; round < 40; round++) {
    names++;
    for (let count = 0; count < 200; count++) tell(cameraOf(`c${names}`), 'x', 'idle');
    const counts = Array.from(
      { length: names },
      (_, index) => told.between({ ...query, camera: `c${index + 1}` }).events.length,
    );
    sizes.push(counts.reduce((sum, count) => sum + count));
  }
  assert.ok(Math.max(...sizes) <= 1000, String(Math.max(...sizes)));
});

story('knows the state of a moment, also where its beginning was dropped', () => {
  const { told, tell, reasons, now } = teller(40);
  const front = cameraOf('front');
  reasons.set('front', 'first');
  tell(front, 'camera.configure', 'starting');
  tell({ id: 'capture', _parent: front }, 'process.want', 'gated');
  for (let count = 0; count < 60; count++) tell(front, 'process.changed', { running: 'healthy' });
  reasons.set('front', 'asked');
  tell(front, 'camera.configure', 'stopping');
  const end = now();
  const rows = (atMs: number) => new PastView(told, atMs).rows().map(({ state }) => state);
  assert.equal(rows(end), ['stopping']);
  assert.equal(rows(end - 1), ['running.healthy']);
  assert.equal(rows(2), ['unknown']);
  const [row] = new PastView(told, end - 1).rows();
  assert.is(row!.sinceMs, 3);
  assert.is(row!.reason, 'first');
  const { actors } = new PastView(told, end).camera('front', [])!;
  assert.equal(actors.map(({ path, state }) => `${path} ${state}`).sort(), [
    'camera:front stopping',
    'camera:front/capture gated',
  ]);
  assert.is(told.between({ ...query, camera: 'front' }).isWhole, false);
  assert.is(told.between({ ...query, fromMs: end - 3, camera: 'front' }).isWhole, true);
});

story('of a journal, keeper and gate have the room that cameras leave', () => {
  const { told, tell } = teller(20_000, true);
  tell(root, 'keeper.start', 'running');
  tell(cameraOf('front'), 'camera.configure', 'starting');
  for (let count = 0; count < 15_000; count++) tell(root, 'process.changed', 'running');
  const { actors } = new PastView(told, 10).camera('front', [])!;
  assert.equal(
    actors.map(({ path }) => path),
    ['keeper', 'camera:front'],
  );
  for (let count = 0; count < 15_000; count++) tell(root, 'process.changed', 'running');
  for (let count = 0; count < 15_000; count++) tell(cameraOf('front'), 'x', 'idle');
  const kept = told.between({ ...query, camera: 'front' }).events.length;
  assert.is(kept, 20_000, 'all of the room, and no more');
});

story('a reason is told when it or the state is another one', () => {
  const { told, tell, reasons } = teller(100);
  const front = cameraOf('front');
  for (const reason of ['one', 'one', 'two']) {
    reasons.set('front', reason);
    tell(front, 'process.changed', 'starting');
  }
  tell(front, 'process.changed', 'running');
  const { events } = told.between({ ...query, camera: 'front' });
  assert.equal(
    events.map(({ reason }) => reason),
    ['one', undefined, 'two', 'two'],
  );
});

story('a camera that was removed is gone from then on', () => {
  const { told, tell, now } = teller(100);
  tell(cameraOf('front'), 'camera.configure', 'running');
  tell(cameraOf('front'), 'camera.configure', 'gone');
  assert.equal(new PastView(told, now() - 1).rows().length, 1);
  assert.equal(new PastView(told, now()).rows(), []);
});

story('what came behind an entry, and how much was heard', () => {
  const { told, tell } = teller(1000);
  const front = cameraOf('front');
  for (let count = 0; count < 10; count++) tell(front, 'x', 'idle');
  const first = told.after(4, 'front', 3);
  assert.equal(
    first.events.map(({ sequence }) => sequence),
    [8, 9, 10],
  );
  assert.is(first.isWhole, false);
  assert.is(first.heard, 10);
  assert.ok(told.after(7, 'front', 3).isWhole);
  assert.equal(told.after(10, 'front', 3).events, []);
  assert.equal(told.after(0, 'back', 3).events, []);
});

story.run();
