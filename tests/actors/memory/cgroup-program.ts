import type { MemoryCommand, MemoryFact } from '../../../actors/contracts.ts';
import { memoryActor } from '../../../actors/memory/memory.ts';
import { memoryRoom } from '../../../actors/memory/room.ts';
import type { CameraConfig } from '../../../config/camera-config.ts';
import { type Edge, edgeWorld, startEdge } from '../../support/edge.ts';
import { eventually } from '../../support/eventually.ts';
import { wish } from '../../support/wish.ts';

/*
 * In a memory cgroup: cameras ask for memory until one is refused, a larger size is refused to one
 * that has some, and both are had when another camera gives its memory back. Prints what it saw.
 */

type MemoryEdge = Edge<MemoryFact, MemoryCommand>;
const world = edgeWorld({ memoryRoom });
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
console.log(JSON.stringify({ cameras: edges.length, refused, declined, heldBytes, limitedBy }));
process.exit(0);
