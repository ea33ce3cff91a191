import type { CameraStatus } from '../../../index.ts';
import { eventually } from '../../support/eventually.ts';
import { descendantsOf } from '../../support/processes.ts';
import type { Seeded } from '../../support/seeded.ts';
import type { Diary } from './diary.ts';
import type { KeeperProcess } from './keeper-process.ts';
import {
  isSteady,
  isWished,
  type Kind,
  kinds,
  randomCamera,
  type Wished,
  type Wishes,
} from './wished.ts';

export type Storm = {
  readonly random: Seeded;
  readonly keeper: KeeperProcess;
  readonly wishes: Wishes;
  readonly diary: Diary;
};

/** A signal that was sent, and whether SIGCONT is to follow. */
type Stopped = { readonly pid: number; readonly camera: string; readonly goesOn: boolean };

/**
 * Wishes and signals in any order, without a pause, to these cameras: a long burst mostly of wishes
 * that overtake each other, or a short one that lets the keeper answer each.
 */
export async function burst(storm: Storm, cameras: readonly string[]): Promise<void> {
  const { random, diary } = storm;
  const isLong = random.chance(0.5);
  const stopped: Stopped[] = [];
  const asked: Promise<unknown>[] = [];
  const size = isLong ? 30 + random.below(40) : 8 + random.below(16);
  for (let left = size; left > 0; left--) {
    const camera = random.pick(cameras)!;
    if (!random.chance(isLong ? 0.9 : 0.6)) await signalSomebody(storm, camera, stopped);
    else asked.push(wishSomething(storm, camera));
    if (!isLong) await Promise.all(asked.splice(0));
  }
  await Promise.all(asked);
  for (const { pid, camera, goesOn } of stopped) {
    if (!goesOn) continue;
    await untilItCosts(storm, pid, camera);
    diary.note(`SIGCONT ${pid} of ${camera}`);
    signal(pid, 'SIGCONT');
  }
}

function wishSomething(storm: Storm, camera: string): Promise<void> {
  const { random, wishes } = storm;
  const known = wishes.get(camera);
  const what = random.next();
  if (!known || what < 0.4) return add(storm, camera, randomCamera(random, anyKind(random)));
  if (what < 0.55) return remove(storm, camera);
  if (what < 0.85) return switchTo(storm, camera, random.chance(0.7) ? 'on' : 'off');
  const role = random.pick(['capture', 'tracker', 'recorder', null]);
  if (!isWished(known)) return switchTo(storm, camera, 'on'); // what is off cannot be restarted
  return call(storm, 'restart', camera, role);
}

/** Half of those that stay have something that outlives them gladly. */
function anyKind(random: Seeded): Kind {
  const what = random.next();
  if (what < 0.35) return 'plain';
  const all = Object.keys(kinds) as Kind[];
  return random.pick(all.filter((kind) => isSteady(kind) === what < 0.75))!;
}

export function add(storm: Storm, camera: string, wished: Wished): Promise<void> {
  const wish = storm.wishes.get(camera)?.wish ?? null;
  storm.wishes.set(camera, { ...wished, wish });
  return call(storm, 'add', camera, wished.section);
}

export function remove(storm: Storm, camera: string): Promise<void> {
  storm.wishes.delete(camera);
  return call(storm, 'remove', camera);
}

function switchTo(storm: Storm, camera: string, wish: 'on' | 'off'): Promise<void> {
  storm.wishes.set(camera, { ...storm.wishes.get(camera)!, wish });
  return call(storm, wish === 'on' ? 'enable' : 'disable', camera);
}

/** A keeper that was just started is told all that is desired. */
export async function tellAll(storm: Storm): Promise<void> {
  for (const [camera, wished] of storm.wishes) {
    await add(storm, camera, wished);
    if (wished.wish) await switchTo(storm, camera, wished.wish);
  }
}

type Method = 'add' | 'remove' | 'enable' | 'disable' | 'restart';

async function call(storm: Storm, method: Method, ...args: readonly unknown[]): Promise<void> {
  const [camera] = args as [string];
  const wished = storm.wishes.get(camera);
  const desired = wished ? `${wished.kind} ${isWished(wished) ? 'on' : 'off'}` : 'gone';
  storm.diary.command(`${method} ${camera}, desired: ${desired}`);
  await storm.keeper.call(method, ...args);
}

/** Draws the same random numbers whoever is there: a seed makes the same wishes again. */
async function signalSomebody(storm: Storm, camera: string, stopped: Stopped[]): Promise<void> {
  const { random, keeper, diary } = storm;
  const status = (await keeper.look()).status.cameras[camera];
  const chance = random.next();
  const name = random.pick(['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGSTOP'] as const)!;
  const goesOn = random.chance(0.5);
  const victims = status ? victimsOf(status) : [];
  const victim = victims[Math.floor(chance * victims.length)];
  if (!victim) return;
  const { what, pid } = victim;
  diary.signal(`${name} ${what} ${pid} of ${camera}, ${storm.wishes.get(camera)?.kind}`);
  if (name === 'SIGSTOP') stopped.push({ pid, camera, goesOn });
  signal(pid, name);
}

type Victim = { readonly what: string; readonly pid: number };

function victimsOf({ capture, tracker, recorder }: CameraStatus): Victim[] {
  const below = capture.pid === null ? [] : descendantsOf(capture.pid);
  return [
    ...(capture.pid === null ? [] : [{ what: 'capture', pid: capture.pid }]),
    ...(tracker.pid === null ? [] : [{ what: 'tracker', pid: tracker.pid }]),
    ...(recorder?.pid ? [{ what: 'recorder', pid: recorder.pid }] : []),
    ...below.map(({ command, pid }) => ({ what: command, pid })),
  ];
}

export type Strike = readonly ['SIGKILL' | 'SIGSTOP', 'capture' | 'tracker' | 'recorder'];

/** Who is killed cannot clear up, and who is stopped does not say so. */
export async function strike(storm: Storm, camera: string, [name, role]: Strike): Promise<void> {
  const pid = (await storm.keeper.look()).status.cameras[camera]?.[role]?.pid;
  if (!pid) throw new Error(`${camera}: no ${role} to strike`);
  storm.diary.signal(`${name} ${role} ${pid} of ${camera}`);
  signal(pid, name);
}

/** Its tracker stands still for so long that frames are dropped, and for no longer. */
export async function pause(storm: Storm, camera: string | undefined): Promise<void> {
  if (camera === undefined) return;
  const pid = (await storm.keeper.look()).status.cameras[camera]?.tracker.pid;
  if (!pid) throw new Error(`${camera}: no tracker to pause`);
  storm.diary.signal(`SIGSTOP and SIGCONT tracker ${pid} of ${camera}, which is not touched`);
  signal(pid, 'SIGSTOP');
  await untilItCosts(storm, pid, camera);
  signal(pid, 'SIGCONT');
}

/** A tracker that is stopped costs frames before it goes on, if frames come at all. */
async function untilItCosts({ keeper }: Storm, pid: number, camera: string): Promise<void> {
  const now = async () => (await keeper.look()).status.cameras[camera];
  const before = await now();
  const frames = (before?.capture.framesTotal ?? 0) + 5;
  const cost = async () => {
    const status = await now();
    return status?.tracker.pid !== pid || status.capture.framesTotal >= frames;
  };
  await eventually('frames', cost, { withinMs: 2_000 }).catch(() => {});
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has just ended
  }
}
