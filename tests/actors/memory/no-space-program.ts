import type { MemoryCommand, MemoryFact } from '../../../actors/contracts.ts';
import { Budget } from '../../../actors/memory/budget.ts';
import { memoryActor } from '../../../actors/memory/memory.ts';
import { type Edge, edgeWorld, startEdge } from '../../support/edge.ts';
import { eventually } from '../../support/eventually.ts';
import { wish } from '../../support/wish.ts';

/*
 * Where the system has no memory though there seems to be room: two cameras ask, and ask again
 * whenever they are told that there is room. Prints what each of them heard.
 */

const MiB = 2 ** 20;
const bytes = Number.POSITIVE_INFINITY;
const looks: (() => void)[] = [];
const budget = new Budget({
  room: () => ({ bytes, limitedBy: 'nobody', limitBytes: bytes }),
  every: (_, look) => {
    looks.push(look);
    return () => looks.splice(looks.indexOf(look), 1);
  },
});
const world = edgeWorld({ budget });
const heard: string[] = [];

/** As the machine of a camera does. */
function camera(name: string) {
  const edge: Edge<MemoryFact, MemoryCommand> = startEdge(memoryActor(world), {
    path: `camera:${name}/memory`,
    camera: name,
  });
  const allocate = () => edge.send({ type: 'memory.allocate', config: wish().config });
  let seen = 0;
  const obey = () => {
    for (const fact of edge.facts.slice(seen)) {
      seen++;
      heard.push(`${name} ${fact.type}`);
      if (fact.type === 'memory.refused') heard.push(fact.error.message);
      if (fact.type === 'memory.room') allocate();
    }
  };
  return { allocate, obey };
}

const cameras = ['a', 'b'].map(camera);

/** What they hear until each has its answer, and for so long that they could hear more. */
async function hear(fact: string): Promise<readonly string[]> {
  heard.length = 0;
  const isWhole = () => cameras.every((_, index) => heard.includes(`${'ab'[index]} ${fact}`));
  await eventually(fact, () => {
    for (const { obey } of cameras) obey();
    return isWhole();
  });
  for (let turn = 0; turn < 50; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    for (const { obey } of cameras) obey();
  }
  return [...heard];
}

const story: Record<string, readonly string[]> = {};
process.env.NO_SPACE_AFTER = '0';
for (const { allocate } of cameras) allocate();
story.firstTouch = await hear('memory.refused');
process.env.NO_SPACE_AFTER = String(6 * MiB);
looks[0]!();
story.secondStep = await hear('memory.refused');
process.env.NO_SPACE_AFTER = String(64 * MiB);
looks[0]!();
story.room = await hear('memory.allocated');
console.log(JSON.stringify({ ...story, looksLeft: looks.length }));
process.exit(0);
