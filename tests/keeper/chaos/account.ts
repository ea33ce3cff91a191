import { readdirSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { markName } from '../../../actors/reaper/mark.ts';
import type { CameraStatus, KeeperStatus } from '../../../index.ts';
import { descriptorsOf } from '../../support/descriptors.ts';
import { descendantsOf, type ProcessInfo, runningProcesses } from '../../support/processes.ts';

// What is there in the world, against what status says of it.

/** Every process of the instance, wherever it moved to: by the mark in its environment. */
export function processesOfInstance(directory: string): ProcessInfo[] {
  return runningProcesses().filter(({ pid }) => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
      return environment.some((entry) => entry.startsWith(`${markName}=${directory} `));
    } catch {
      return false;
    }
  });
}

/** Throws when a process is there that status does not know of, or the other way round. */
export function assertProcesses(directory: string, { cameras }: KeeperStatus): void {
  const all = Object.values(cameras);
  const named = all.flatMap(({ capture, tracker }) => [capture.pid, tracker.pid]).filter(isPid);
  const captures = all.map(({ capture }) => capture.pid).filter(isPid);
  const below = captures.flatMap((pid) => descendantsOf(pid).map((info) => info.pid));
  const there = processesOfInstance(directory).map(({ pid, command }) => `${pid} ${command}`);
  const pids = there.map((line) => Number.parseInt(line, 10));
  const strangers = there.filter((_, index) => ![...named, ...below].includes(pids[index]!));
  assert.equal(strangers, [], 'processes that status does not know');
  assert.equal(
    named.filter((pid) => !pids.includes(pid)),
    [],
    'processes that are not there',
  );
}

const isPid = (pid: number | null): pid is number => pid !== null;

/** Regions as descriptors and mappings of the keeper, sockets and files of its directory. */
export function assertHeld(directory: string, { pid, cameras }: KeeperStatus): void {
  const all = Object.values(cameras);
  const rings = all.filter(({ ring }) => ring !== null).length;
  const regions = [...descriptorsOf(pid).values()].filter((what) => what.startsWith('/memfd:'));
  assert.is(regions.length, rings, 'regions open');
  assert.is(mappedRegions(pid), rings, 'regions mapped');
  const trackers = all.filter(({ tracker }) => tracker.pid !== null).length;
  const files = readdirSync(directory).sort();
  assert.equal(
    files.filter((name) => !name.startsWith('run-')),
    ['control', 'events', 'lock'],
  );
  assert.is(files.filter((name) => name.startsWith('run-')).length, trackers, 'channels');
}

/** Different memory files mapped; each may be mapped in pieces. */
function mappedRegions(pid: number): number {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n');
  const regions = lines.filter((line) => line.includes('/memfd:'));
  return new Set(regions.map((line) => line.split(/\s+/)[4])).size;
}

/** Descriptors by what they are, without numbers: `pipe`, `socket`, `anon_inode:[eventfd]`. */
export function descriptorKinds(pid: number): Readonly<Record<string, number>> {
  const kinds: Record<string, number> = {};
  for (const what of descriptorsOf(pid).values()) {
    const kind = what.replace(/:\[\d+\]$/, '');
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

/** Frames that capture has delivered, and of which nobody knows what became of them. */
export function framesUnexplained({ capture, tracker, queue, losses }: CameraStatus): number {
  const reasons = ['queue-full', 'tracker-starting', 'tracker-died'];
  const lost = reasons.reduce((sum, reason) => sum + (losses[reason] ?? 0), 0);
  return capture.framesTotal - tracker.framesTotal - lost - queue.length;
}
