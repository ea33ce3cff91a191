import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as assert from 'uvu/assert';
import type { KeeperStatus } from '../../../index.ts';
import { descriptorsOf } from '../../support/descriptors.ts';
import { processesOfInstance } from './processes.ts';

// Regions of frames have no name. A region is known by the inode of its memory file: in the
// descriptors of a process, and in its mappings.

type Held = { readonly open: readonly string[]; readonly mapped: readonly string[] };

/** Throws where memory of frames is held that no camera has, or by somebody who should not. */
export function assertRegions(directory: string, { pid, cameras }: KeeperStatus): void {
  const all = Object.entries(cameras);
  const ours = heldBy(pid);
  assert.is(ours.open.length, all.filter(([, { ring }]) => ring !== null).length, 'regions open');
  assert.equal(ours.mapped, ours.open, 'regions mapped, and regions open');
  const users = new Map<number, string>();
  for (const [name, { capture, tracker }] of all) {
    if (capture.pid !== null) users.set(capture.pid, name);
    if (tracker.pid !== null) users.set(tracker.pid, name);
  }
  const regionOf = new Map<string, string>();
  for (const info of processesOfInstance(directory)) {
    const { open, mapped } = heldBy(info.pid);
    const held = [...new Set([...open, ...mapped])];
    const name = users.get(info.pid);
    const who = `${info.command} ${info.pid} of ${name ?? 'a capture'}`;
    assert.is(held.length, name === undefined ? 0 : 1, `regions of ${who}`);
    if (name === undefined) continue;
    assert.ok(ours.open.includes(held[0]!), `${who} holds a region that the keeper gave up`);
    assert.is(held[0], regionOf.get(name) ?? held[0], `${who}: another region than its camera's`);
    regionOf.set(name, held[0]!);
  }
  assert.is(new Set(regionOf.values()).size, regionOf.size, 'two cameras share a region');
}

function heldBy(pid: number): Held {
  const open = [...descriptorsOf(pid)]
    .filter(([, what]) => what.startsWith('/memfd:'))
    .map(([fd]) => inodeOf(`/proc/${pid}/fd/${fd}`));
  const mapped = readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .filter((line) => line.includes('/memfd:'))
    .map((line) => line.split(/\s+/)[4]!); // may be mapped in pieces
  return { open: inOrder(open), mapped: inOrder(mapped) };
}

const inodeOf = (path: string) => String(statSync(path, { bigint: true }).ino);
const inOrder = (inodes: readonly string[]) => [...new Set(inodes)].sort();

/** The private folder holds the sockets of the keeper and of each tracker, the lock, no more. */
export function assertFiles(directory: string, { cameras }: KeeperStatus): void {
  const files = readdirSync(directory).sort();
  const isChannel = (name: string) => name.startsWith('run-');
  assert.equal(
    files.filter((name) => !isChannel(name)),
    ['control', 'events', 'lock'],
  );
  const trackers = Object.values(cameras).filter(({ tracker }) => tracker.pid !== null).length;
  assert.is(files.filter(isChannel).length, trackers, 'channels of trackers');
}
