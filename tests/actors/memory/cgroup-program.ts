import type { MemoryCommand, MemoryFact } from '../../../actors/contracts.ts';
import { marginBytes } from '../../../actors/memory/budget.ts';
import { memoryActor } from '../../../actors/memory/memory.ts';
import { memoryRoom } from '../../../actors/memory/room.ts';
import type { World } from '../../../actors/world.ts';
import type { CameraConfig } from '../../../config/camera-config.ts';
import { createRegion, type FrameRegion } from '../../../native/index.ts';
import { type Edge, edgeWorld, startEdge } from '../../support/edge.ts';
import { eventually } from '../../support/eventually.ts';
import { wish } from '../../support/wish.ts';

/*
 * In a memory cgroup: cameras ask for memory until one is refused, a larger size is refused to one
 * that has some, and both are had when another camera gives its memory back. Then somebody outside
 * takes what was promised, and gives it back. Prints what it saw.
 */

const MiB = 2 ** 20;
type MemoryEdge = Edge<MemoryFact, MemoryCommand>;
let outsider: { readonly takes: () => void } | null = null;
const room = () => {
  if (world.holdings.regionsOf('late').length > 0) outsider?.takes();
  return memoryRoom();
};
const world: World = edgeWorld({ memoryRoom: () => room() });
const large: CameraConfig = wish({ width: 3840 }).config;
const config = wish().config;
const edges: MemoryEdge[] = [];
const isLast = (edge: MemoryEdge, type: MemoryFact['type']) => edge.facts.at(-1)?.type === type;
const until = (edge: MemoryEdge, type: MemoryFact['type']) =>
  eventually(type, () => isLast(edge, type));

function errorOf(fact: MemoryFact | undefined): string | null {
  return fact && 'error' in fact ? (fact.error?.message ?? null) : null;
}

const next = () => {
  const camera = `camera${edges.length}`;
  const edge: MemoryEdge = startEdge(memoryActor(world), { path: camera, camera });
  edges.push(edge);
  edge.send({ type: 'memory.allocate', config });
  return eventually('an answer', () => edge.facts.length > 0);
};

do await next();
while (isLast(edges.at(-1)!, 'memory.allocated') && edges.length < 100);

const [first, second] = edges as [MemoryEdge, MemoryEdge];
const last = edges.at(-1)!;
first.send({ type: 'memory.ask', generation: 7, config: large });
await until(first, 'memory.answered');
const declined = errorOf(first.facts.at(-1));
second.send({ type: 'memory.withdraw', isLeaving: true });
second.send({ type: 'memory.free' });
await until(last, 'memory.room');
last.send({ type: 'memory.allocate', config });
await until(last, 'memory.allocated');
const { heldBytes, limitedBy } = world.budget.figures();
const refused = errorOf(last.facts[0]);

/** Pages of this group that no camera has: as those of another program in it. */
const taken: FrameRegion[] = [];
outsider = {
  takes: () => {
    outsider = null;
    const shape = { id: 1, width: 3840, height: 2160, slots: 10, queueCapacity: 2 };
    taken.push(createRegion(shape));
    while (memoryRoom().bytes > marginBytes + 8 * MiB) taken[0]!.reserve(MiB);
  },
};
for (const edge of [first, edges[2]!]) {
  edge.send({ type: 'memory.withdraw', isLeaving: true });
  edge.send({ type: 'memory.free' });
  await until(edge, 'memory.freed');
}
const late: MemoryEdge = startEdge(memoryActor(world), { path: 'late', camera: 'late' });
late.send({ type: 'memory.allocate', config });
await eventually('an answer', () => late.facts.length > 0);
const robbed = errorOf(late.facts[0]);
for (const region of taken) region.close();
world.budget.look();
await until(late, 'memory.room');
late.send({ type: 'memory.allocate', config });
await until(late, 'memory.allocated');

const cameras = edges.length;
console.log(JSON.stringify({ cameras, refused, declined, robbed, heldBytes, limitedBy }));
process.exit(0);
