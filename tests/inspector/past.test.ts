import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKeeper, type Keeper, type KeeperOptions, serveInspector } from '../../index.ts';
import type { CameraReply, StoryReply } from '../../inspector/api.ts';
import { camera, untilHealthy, untilState } from '../keeper/fleet.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { get } from './ask.ts';

// What is known of the past of a keeper that still runs.

const past = suite('inspector: the past of a running keeper');

async function shown(
  journal: KeeperOptions['journal'],
  look: (keeper: Keeper, at: (path: string) => string) => Promise<void>,
): Promise<void> {
  const config = { cameras: { front: camera() } };
  await using keeper = createKeeper({ config, ...(journal && { journal }) });
  await using inspector = await serveInspector(keeper, { address: '127.0.0.1:0' });
  await keeper.start();
  await untilHealthy(keeper, 'front');
  await look(keeper, (path) => inspector.url + path);
}

past('context and delays are what they were', () =>
  shown(undefined, async (keeper, at) => {
    const then = await get<CameraReply>(at('api/cameras/front'));
    keeper.disable('front');
    await untilState(keeper, 'front', 'disabled.byRequest');
    const now = await get<CameraReply>(at('api/cameras/front'));
    assert.not.equal(now.context, then.context);
    const again = await get<CameraReply>(at(`api/cameras/front?at=${then.at}`));
    assert.is(again.note, null);
    assert.equal(again.context, then.context);
    assert.is(again.row?.state, 'running.healthy');
    const ran = (reply: CameraReply) =>
      reply.actors.flatMap(({ path, delays }) => delays.map(({ name }) => `${path} ${name}`));
    assert.ok(ran(then).includes('camera:front/capture healthyAfter'));
    assert.equal(ran(again), ran(then));
    const [one, other] = [again, then].map(({ actors }) => actors.at(-2)!.delays[0]!.endsMs);
    assert.ok(Math.abs(one! - other!) < 1000, `${one} and ${other}`);
  }),
);

past('each transition is seen with the context that it led to', () =>
  shown(undefined, async (keeper, at) => {
    const { events } = await get<StoryReply>(at('api/story?camera=front'));
    const ready = events.find(({ state }) => state === 'running.healthy')!;
    keeper.disable('front');
    await untilState(keeper, 'front', 'disabled.byRequest');
    type Context = { readonly process: { readonly capture: { readonly phase: string } } };
    const phaseAt = async (atMs: number) => {
      const { context } = await get<CameraReply>(at(`api/cameras/front?at=${atMs}`));
      return (context as Context).process.capture.phase;
    };
    assert.is(await phaseAt(ready.at), 'ready');
    const waiting = events.find(({ state }) => state === 'starting.connecting')!;
    assert.not.equal(await phaseAt(waiting.at), 'ready');
  }),
);

past('of what lies before the journal in memory, the states are known, and why no more', () =>
  shown({ memoryBytes: 20_000 }, async (keeper, at) => {
    const { at: early } = await get<CameraReply>(at('api/cameras/front'));
    const isCut = async () => {
      keeper.add('more', camera(undefined, { enabled: false }));
      keeper.remove('more');
      const { row, context, note } = await get<CameraReply>(at(`api/cameras/front?at=${early}`));
      if (context !== null) return null;
      assert.is(row?.state, 'running.healthy');
      return note;
    };
    const note = await eventually('its beginning is dropped', isCut, { withinMs: 20_000 });
    assert.match(note, /states and reasons are known.*before what is remembered/);
    const { context } = await get<CameraReply>(at(`api/cameras/front?at=${Date.now()}`));
    assert.ok(context, 'of a later moment it is known');
  }),
);

past('they are known as well when the journal is written to a file', () =>
  shown({ file: join(temporaryDirectory(), 'journal.jsonl') }, async (keeper, at) => {
    const then = await get<CameraReply>(at('api/cameras/front'));
    keeper.disable('front');
    await untilState(keeper, 'front', 'disabled.byRequest');
    const again = await get<CameraReply>(at(`api/cameras/front?at=${then.at}`));
    assert.is(again.note, null);
    assert.equal(again.context, then.context);
  }),
);

past('of a camera that was not there, it says so', () =>
  shown(undefined, async (keeper, at) => {
    const before = Date.now();
    await eventually('time goes on', () => Date.now() > before);
    keeper.add('yard', camera());
    await untilHealthy(keeper, 'yard');
    const { row, context, note, actors } = await get<CameraReply>(
      at(`api/cameras/yard?at=${before}`),
    );
    assert.is(row, null);
    assert.is(context, null);
    assert.match(note!, /there was no camera/);
    assert.equal(
      actors.map(({ path }) => path),
      ['keeper', 'gate'],
    );
  }),
);

past.run();
