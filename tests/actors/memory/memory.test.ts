import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { MemoryCommand, MemoryFact } from '../../../actors/contracts.ts';
import { Budget } from '../../../actors/memory/budget.ts';
import { memoryActor } from '../../../actors/memory/memory.ts';
import type { Room } from '../../../actors/memory/room.ts';
import type { World } from '../../../actors/world.ts';
import type { CameraConfig } from '../../../config/camera-config.ts';
import { parseCamera } from '../../../config/parse-camera.ts';
import { descriptorsOf } from '../../support/descriptors.ts';
import { type Edge, edgeWorld, startEdge } from '../../support/edge.ts';
import { eventually } from '../../support/eventually.ts';

const memory = suite('memory');

const MiB = 2 ** 20;
const marginBytes = 64 * MiB;

const section = {
  ffmpeg: { inputs: [{ path: 'a.mkv', roles: ['detect'] }] },
  detect: { width: 1280, height: 720, fps: 5 }, // 10 slots, 14 MiB
};
const loaded = parseCamera(section, { camera: 'a', environment: {} });
assert.ok(loaded.ok);
const config: CameraConfig = loaded.config;

type MemoryEdge = Edge<MemoryFact, MemoryCommand>;
const start = (world: World, camera: string): MemoryEdge =>
  startEdge(memoryActor(world), { path: `camera:${camera}/memory`, camera });
const last = ({ facts }: MemoryEdge) => facts.at(-1)?.type;
const until = (edge: MemoryEdge, type: MemoryFact['type']) =>
  eventually(type, () => last(edge) === type, { seen: () => edge.facts });
const turns = async (count: number) => {
  for (let n = 0; n < count; n++) await new Promise((resolve) => setImmediate(resolve));
};
const regionsOpen = () =>
  [...descriptorsOf('self').values()].filter((name) => name.includes('memfd:camkeeper')).length;

function limited(bytes: number) {
  const limit = { bytes };
  const world: World = edgeWorld({
    memoryRoom: () => ({ bytes: limit.bytes, limitedBy: 'test', limitBytes: limit.bytes }),
  });
  return { limit, world };
}

memory('reserved, then freed; the turn is given on', async () => {
  const world = edgeWorld();
  const edge = start(world, 'a');
  edge.send({ type: 'memory.allocate', config });
  await until(edge, 'memory.allocated');
  assert.is(regionsOpen(), 1);
  const other = start(world, 'b');
  other.send({ type: 'memory.allocate', config });
  await until(other, 'memory.allocated');
  for (const each of [edge, other]) {
    each.send({ type: 'memory.free' });
    await until(each, 'memory.freed');
    each.stop();
  }
  assert.is(regionsOpen(), 0);
});

memory('too little room: refused before anything is reserved, with the megabytes', async () => {
  const { world } = limited(marginBytes + 10 * MiB);
  const edge = start(world, 'a');
  edge.send({ type: 'memory.allocate', config });
  await until(edge, 'memory.refused');
  const [refused] = edge.facts;
  assert.match(
    (refused as MemoryFact & { type: 'memory.refused' }).error.message,
    /^no room for its frames: needs 14 MiB, 10 MiB free \(limit test\)$/,
  );
  assert.is(regionsOpen(), 0);
  edge.stop();
});

memory('two that are refused do not wake each other for ever', async () => {
  const { world, limit } = limited(marginBytes);
  const edges = [start(world, 'a'), start(world, 'b')];
  let tries = 0;
  for (const edge of edges) edge.send({ type: 'memory.allocate', config });
  for (let turn = 0; turn < 50; turn++) {
    await turns(1);
    for (const edge of edges) {
      if (last(edge) !== 'memory.room') continue;
      tries++;
      edge.send({ type: 'memory.allocate', config });
    }
  }
  assert.is(tries, 0);
  limit.bytes = Number.POSITIVE_INFINITY;
  world.budget.look();
  for (const edge of edges) await until(edge, 'memory.room');
  for (const edge of edges) edge.stop();
});

memory('what others give back is noticed without being told', async () => {
  const limit = { bytes: marginBytes };
  const looks: (() => void)[] = [];
  const room = (): Room => ({ ...limit, limitedBy: 'test', limitBytes: 0 });
  const every = (_: number, look: () => void) => {
    looks.push(look);
    return () => looks.splice(looks.indexOf(look), 1);
  };
  const world = edgeWorld({ memoryRoom: room, budget: new Budget({ room, every }) });
  const edge = start(world, 'a');
  edge.send({ type: 'memory.allocate', config });
  await until(edge, 'memory.refused');
  looks[0]!();
  await turns(2);
  assert.is(last(edge), 'memory.refused', 'there still is none');
  limit.bytes = Number.POSITIVE_INFINITY;
  looks[0]!();
  await until(edge, 'memory.room');
  assert.is(looks.length, 0);
  edge.stop();
});

memory('others take what was promised: told in megabytes, and it comes by itself', async () => {
  const limit = { bytes: marginBytes + 20 * MiB };
  const looks: (() => void)[] = [];
  const room = (): Room => {
    const isBeingMade = world.holdings.regionsOf(null).length > 0;
    return { bytes: limit.bytes - (isBeingMade ? 10 * MiB : 0), limitedBy: 'test', limitBytes: 0 };
  };
  const every = (_: number, look: () => void) => {
    looks.push(look);
    return () => looks.splice(looks.indexOf(look), 1);
  };
  const budget = new Budget({ room: () => room(), every });
  const world: World = edgeWorld({ memoryRoom: () => room(), budget });
  const edge = start(world, 'a');
  edge.send({ type: 'memory.allocate', config });
  await until(edge, 'memory.refused');
  const { error } = edge.facts.at(-1) as MemoryFact & { type: 'memory.refused' };
  assert.equal(error, {
    code: 'MEMORY_REFUSED',
    message:
      'no room for its frames: needs 14 MiB, 10 MiB free (limit test); ' +
      'others took what was promised',
  });
  assert.is(regionsOpen(), 0);
  limit.bytes += 20 * MiB;
  looks[0]!();
  await until(edge, 'memory.room');
  edge.send({ type: 'memory.allocate', config });
  await until(edge, 'memory.allocated');
  edge.send({ type: 'memory.free' });
  await until(edge, 'memory.freed');
  edge.stop();
});

memory('one region is reserved at a time: the second is refused in its turn', async () => {
  const room = (): Room => {
    const reserving = world.holdings.regionsOf(null).length;
    return {
      bytes: marginBytes + (reserving > 1 ? 6 : 20) * MiB,
      limitedBy: 'test',
      limitBytes: 0,
    };
  };
  const world = edgeWorld({ memoryRoom: () => room() });
  const edges = [start(world, 'a'), start(world, 'b')];
  for (const edge of edges) edge.send({ type: 'memory.allocate', config });
  await until(edges[0]!, 'memory.allocated');
  await until(edges[1]!, 'memory.refused');
  for (const edge of edges) edge.stop();
  for (const { id } of world.holdings.regionsOf(null)) world.holdings.closeRegion(id);
});

memory(
  'a camera that goes while it reserves leaves nothing, and the next has its turn',
  async () => {
    const world = edgeWorld();
    const edges = ['a', 'b', 'c'].map((camera) => start(world, camera));
    for (const edge of edges) edge.send({ type: 'memory.allocate', config });
    edges[0]!.stop(); // in the middle of it
    edges[1]!.stop(); // in the line
    await until(edges[2]!, 'memory.allocated');
    assert.is(regionsOpen(), 1);
    edges[2]!.send({ type: 'memory.free' });
    await until(edges[2]!, 'memory.freed');
    edges[2]!.stop();
    assert.is(regionsOpen(), 0);
  },
);

memory('a region that the reaper closes while it is reserved is not used again', async () => {
  const world = edgeWorld();
  const edge = start(world, 'a');
  edge.send({ type: 'memory.allocate', config });
  for (const { id } of world.holdings.regionsOf('a')) world.holdings.closeRegion(id);
  await turns(5);
  assert.equal(edge.facts, []);
  assert.is(regionsOpen(), 0);
  edge.stop();
});

memory('nobody begins before the one in front of it is done', async () => {
  const regionsAtStep: number[] = [];
  const world: World = edgeWorld({
    memoryRoom: () => {
      regionsAtStep.push(world.holdings.regionsOf(null).length);
      return { bytes: Number.POSITIVE_INFINITY, limitedBy: 'nobody', limitBytes: 0 };
    },
  });
  const edges = [start(world, 'a'), start(world, 'b')];
  for (const edge of edges) edge.send({ type: 'memory.allocate', config });
  for (const edge of edges) await until(edge, 'memory.allocated');
  assert.equal(regionsAtStep, [0, 1, 1, 1, 1, 1, 2, 2, 2, 2], 'asked once, then four steps each');
  for (const edge of edges) edge.stop();
  for (const { id } of world.holdings.regionsOf(null)) world.holdings.closeRegion(id);
});

memory.run();
