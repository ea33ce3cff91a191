import type { CameraStatus } from '../../../index.ts';
import { descendantsOf } from '../../support/processes.ts';
import type { Seeded } from '../../support/seeded.ts';
import type { KeeperProcess } from './keeper-process.ts';
import { isWished, type Kind, kinds, randomCamera, type Wished } from './wished.ts';

/** What is desired in the end; the burst changes it together with the keeper. */
export type Wishes = Map<string, Wished>;

export type Storm = {
  readonly random: Seeded;
  readonly keeper: KeeperProcess;
  readonly wishes: Wishes;
  /** What has been done so far, for a person. */
  readonly diary: string[];
};

/** Wishes and signals in any order, one after the other without a pause, to these cameras. */
export async function burst(storm: Storm, cameras: readonly string[]): Promise<void> {
  const { random } = storm;
  const stopped: number[] = [];
  for (let left = 8 + random.below(16); left > 0; left--) {
    const camera = random.pick(cameras)!;
    if (random.chance(0.6)) await wishSomething(storm, camera);
    else await signalSomebody(storm, camera, stopped);
  }
  for (const pid of stopped) if (random.chance(0.5)) signal(pid, 'SIGCONT');
}

async function wishSomething(storm: Storm, camera: string): Promise<void> {
  const { random, wishes } = storm;
  const known = wishes.get(camera);
  const what = random.next();
  if (!known || what < 0.4) await add(storm, camera, randomCamera(random, anyKind(random)));
  else if (what < 0.55) await remove(storm, camera);
  else if (what < 0.85) await switchTo(storm, camera, random.chance(0.7) ? 'on' : 'off');
  else await call(storm, 'restart', camera, random.pick(['capture', 'tracker', null]));
}

const anyKind = (random: Seeded): Kind =>
  random.chance(0.4) ? 'plain' : random.pick(Object.keys(kinds) as Kind[])!;

export async function add(storm: Storm, camera: string, wished: Wished): Promise<void> {
  const wish = storm.wishes.get(camera)?.wish ?? null;
  storm.wishes.set(camera, { ...wished, wish });
  await call(storm, 'add', camera, wished.section);
}

export async function remove(storm: Storm, camera: string): Promise<void> {
  storm.wishes.delete(camera);
  await call(storm, 'remove', camera);
}

async function switchTo(storm: Storm, camera: string, wish: 'on' | 'off'): Promise<void> {
  storm.wishes.set(camera, { ...storm.wishes.get(camera)!, wish });
  await call(storm, wish === 'on' ? 'enable' : 'disable', camera);
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
  storm.diary.push(`${method} ${camera}, desired: ${desired}`);
  await storm.keeper.call(method, ...args);
}

async function signalSomebody(storm: Storm, camera: string, stopped: number[]): Promise<void> {
  const { random, keeper, diary } = storm;
  const status = (await keeper.look()).status.cameras[camera];
  const victim = random.pick(status ? victimsOf(status) : []);
  const name = random.pick(['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGSTOP'] as const)!;
  if (!victim) return;
  diary.push(`${name} ${victim.what} ${victim.pid} of ${camera}`);
  if (name === 'SIGSTOP') stopped.push(victim.pid);
  signal(victim.pid, name);
}

type Victim = { readonly what: string; readonly pid: number };

function victimsOf({ capture, tracker }: CameraStatus): Victim[] {
  const below = capture.pid === null ? [] : descendantsOf(capture.pid);
  return [
    ...(capture.pid === null ? [] : [{ what: 'capture', pid: capture.pid }]),
    ...(tracker.pid === null ? [] : [{ what: 'tracker', pid: tracker.pid }]),
    ...below.map(({ command, pid }) => ({ what: command, pid })),
  ];
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has just ended
  }
}

/** SIGKILL to the keeper; sometimes its captures die in the same moment, and cannot clear up. */
export async function killKeeper({ keeper, random, diary }: Storm): Promise<void> {
  const { cameras } = (await keeper.look()).status;
  const captures = Object.values(cameras).flatMap(({ capture }) => capture.pid ?? []);
  const withCaptures = random.chance(0.5);
  diary.push(`SIGKILL to the keeper${withCaptures ? ' and its captures' : ''}`);
  process.kill(keeper.pid, 'SIGSTOP');
  if (withCaptures) for (const pid of captures) signal(pid, 'SIGKILL');
  await keeper.kill();
}
