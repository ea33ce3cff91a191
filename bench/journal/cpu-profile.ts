import { type Profiler, Session } from 'node:inspector/promises';

/** What the main thread did, looked at ten times a millisecond. */
export type Spent = {
  /** All but waiting. */
  readonly busyMs: number;
  /** With one of the functions asked for at work, or waited for by what is at work. */
  readonly oursMs: number;
};

type CpuProfile = Profiler.Profile;
type IsOurs = (url: string) => boolean;

const everyUs = 100;

/** Profiles this process while the work is done. `isOurs` is asked for the file of a function. */
export async function profiled(work: () => Promise<void>, isOurs: IsOurs): Promise<Spent> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: everyUs });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return spentIn(profile, isOurs);
  } finally {
    session.disconnect();
  }
}

export function spentIn(profile: CpuProfile, isOurs: IsOurs): Spent {
  const { nodes, samples = [], timeDeltas = [] } = profile;
  const ours = oursAmong(nodes, isOurs);
  const idle = new Set(nodes.filter(isIdle).map(({ id }) => id));
  const sumMs = (counts: (node: number) => boolean) =>
    samples.reduce((sum, node, at) => sum + (counts(node) ? timeDeltas[at]! / 1000 : 0), 0);
  return { busyMs: sumMs((node) => !idle.has(node)), oursMs: sumMs((node) => ours.has(node)) };
}

/** What was called by one of ours is ours. */
function oursAmong(nodes: CpuProfile['nodes'], isOurs: IsOurs): ReadonlySet<number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const found = new Set<number>();
  const take = (id: number): void => {
    found.add(id);
    for (const child of byId.get(id)?.children ?? []) take(child);
  };
  for (const { id, callFrame } of nodes) if (isOurs(callFrame.url)) take(id);
  return found;
}

const isIdle = ({ callFrame }: CpuProfile['nodes'][number]): boolean =>
  callFrame.functionName === '(idle)';
