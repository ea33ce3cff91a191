import { setImmediate as nextTurn } from 'node:timers/promises';
import { getHeapSnapshot, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createKeeper, type Keeper } from '../../index.ts';
import { eventually } from '../support/eventually.ts';

// A keeper that runs for years, with cameras that come and go under ever new names: nothing is kept
// of those that are gone but what is known to be bounded (bus/recent-map.ts).

const growth = suite('growth');

const cameras = 60;
/** Addresses of actors, and topics: `?` stands for the name of a camera. */
const bounded = ['camera:?/memory', 'camera:?/capture/run', 'camera:?/tracker/run'];
const topics = ['camera/?/state/', 'camera/?/process/'];

growth('of a camera that is gone only its addresses and topics are remembered', async () => {
  await using keeper = createKeeper({
    processes: { capture: noProcess, tracker: noProcess },
    config: { cameras: {} },
    onTrouble: () => {},
  });
  await keeper.start();
  for (let index = 0; index < cameras; index++) await comeAndGo(keeper, `guest-${index}x`);
  const kept = await stringsLike(/guest-\d+x/g);
  const others = [...kept.keys()].filter((shape) => ![...bounded, ...topics].includes(shape));
  const many = others.filter((shape) => kept.get(shape)! > cameras / 4);
  assert.equal(many, []);
  assert.ok((kept.get(topics[0]!) ?? 0) > cameras / 2, 'what is remembered can be seen at all');
});

function noProcess(): never {
  throw new Error('there are no processes here');
}

async function comeAndGo(keeper: Keeper, name: string): Promise<void> {
  const inputs = [{ path: 'testsrc2=size=64x64', roles: ['detect'] }];
  keeper.add(name, { ffmpeg: { inputs }, detect: { width: 64, height: 64, fps: 1 } });
  await eventually('tried', () => keeper.status().cameras[name]?.capture.lastExit);
  keeper.remove(name);
  await eventually('gone', () => keeper.status().cameras[name] === undefined);
  await nextTurn();
}

/** By their shape, how many strings are held by something else than a string made of them. */
async function stringsLike(name: RegExp): Promise<ReadonlyMap<string, number>> {
  const shapes = new Map<string, number>();
  for (const text of heldStrings(await snapshot())) {
    if (text.search(name) < 0) continue;
    const shape = text.replace(name, '?');
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  return shapes;
}

/** As V8 writes it: nodes and edges as rows of numbers, the edges in the order of their nodes. */
type Snapshot = {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
};

async function snapshot(): Promise<Snapshot> {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const parts: string[] = [];
  for await (const part of getHeapSnapshot().setEncoding('utf8')) parts.push(part);
  return JSON.parse(parts.join(''));
}

function heldStrings({ snapshot: { meta }, nodes, edges, strings }: Snapshot): Set<string> {
  const nodeTypes = meta.node_types[0];
  const edgeTypes = meta.edge_types[0];
  const [nodeLength, edgeLength] = [meta.node_fields.length, meta.edge_fields.length];
  const edgeCount = meta.node_fields.indexOf('edge_count');
  const typeAt = (node: number) => nodeTypes[nodes[node]!]!;
  const held = new Set<string>();
  let edge = 0;
  for (let node = 0; node < nodes.length; node += nodeLength) {
    const isHolder = !/string|synthetic/.test(typeAt(node));
    const end = edge + nodes[node + edgeCount]! * edgeLength;
    for (; edge < end; edge += edgeLength) {
      const target = edges[edge + 2]!;
      const isStrong = edgeTypes[edges[edge]!] !== 'weak';
      if (isHolder && isStrong && typeAt(target) === 'string')
        held.add(strings[nodes[target + 1]!]!);
    }
  }
  return held;
}

growth.run();
