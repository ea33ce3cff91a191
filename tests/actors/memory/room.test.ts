import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { memoryRoom } from '../../../actors/memory/room.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const rooms = suite('memory room');

/** A tree of /proc and /sys with these files. */
function tree(files: Readonly<Record<string, string>>): string {
  const root = temporaryDirectory('room');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const meminfo = 'MemTotal:       16000000 kB\nMemFree:    100 kB\nMemAvailable:    8000 kB\n';
const machine = { 'proc/meminfo': meminfo };
const v2 = (group: string, [max, current, cache]: readonly string[]) => ({
  [`sys/fs/cgroup${group}/memory.max`]: `${max}\n`,
  [`sys/fs/cgroup${group}/memory.current`]: `${current}\n`,
  [`sys/fs/cgroup${group}/memory.stat`]: `anon 5\ninactive_file ${cache}\nactive_file 7\n`,
});

rooms('the machine, where no group sets a limit', () => {
  assert.equal(memoryRoom(tree(machine)), {
    bytes: 8_192_000,
    limitedBy: 'machine',
    limitBytes: 16_384_000_000,
  });
  const root = tree({
    ...machine,
    'proc/self/cgroup': '0::/user.slice\n',
    ...v2('/user.slice', ['max', '1', '0']),
  });
  assert.is(memoryRoom(root).limitedBy, 'machine');
});

rooms('a limit far beyond the machine sets none, whatever its group uses', () => {
  const group = (limit: number) =>
    tree({
      ...machine,
      'proc/self/cgroup': '0::/a\n',
      ...v2('/a', [String(limit), String(limit - 5), '0']),
    });
  const machineBytes = 16_384_000_000;
  assert.is(memoryRoom(group(2 * machineBytes)).limitedBy, 'machine');
  assert.equal(memoryRoom(group(2 * machineBytes - 1)).bytes, 5);
});

rooms('nothing to read: no limit is known', () => {
  assert.is(memoryRoom(tree({})).bytes, Number.POSITIVE_INFINITY);
});

rooms('v2: limit less use, and the cache that can be dropped is free', () => {
  const root = tree({
    ...machine,
    'proc/self/cgroup': '0::/a.slice/b.service\n',
    ...v2('/a.slice/b.service', ['5000', '4000', '300']),
  });
  assert.equal(memoryRoom(root), {
    bytes: 1300,
    limitedBy: 'cgroup /a.slice/b.service',
    limitBytes: 5000,
  });
});

rooms('v2: every ancestor binds, the root of a container too', () => {
  const files = {
    ...machine,
    'proc/self/cgroup': '0::/a.slice/b.service\n',
    ...v2('/a.slice/b.service', ['max', '10', '0']),
    ...v2('/a.slice', ['900', '500', '0']),
    ...v2('', ['700', '500', '0']),
  };
  assert.equal(memoryRoom(tree(files)), { bytes: 200, limitedBy: 'cgroup /', limitBytes: 700 });
});

rooms('a colon in the name of a group', () => {
  const group = '/kubepods.slice:cri-containerd:8a3f';
  const root = tree({
    ...machine,
    'proc/self/cgroup': `0::${group}\n`,
    ...v2(group, ['600', '100', '0']),
  });
  assert.equal(memoryRoom(root), { bytes: 500, limitedBy: `cgroup ${group}`, limitBytes: 600 });
});

rooms('v1: its own mount and names, caches of all groups below counted in', () => {
  const at = 'sys/fs/cgroup/memory/docker/1f';
  const root = tree({
    ...machine,
    'proc/self/cgroup':
      '11:cpu,cpuacct:/docker/1f\n5:memory:/docker/1f\n1:name=systemd:/x\n0::/y\n',
    [`${at}/memory.limit_in_bytes`]: '5000\n',
    [`${at}/memory.usage_in_bytes`]: '4500\n',
    [`${at}/memory.stat`]: 'inactive_file 0\ntotal_inactive_file 250\n',
    'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
    'sys/fs/cgroup/memory/memory.usage_in_bytes': '4500\n',
  });
  assert.equal(memoryRoom(root), { bytes: 750, limitedBy: 'cgroup /docker/1f', limitBytes: 5000 });
});

rooms('v1 in a container: the path of the host is not there, the mount itself is the group', () => {
  const root = tree({
    ...machine,
    'proc/self/cgroup': '5:memory:/docker/1f\n',
    'sys/fs/cgroup/memory/memory.limit_in_bytes': '5000\n',
    'sys/fs/cgroup/memory/memory.usage_in_bytes': '4000\n',
  });
  assert.equal(memoryRoom(root), { bytes: 1000, limitedBy: 'cgroup /', limitBytes: 5000 });
});

rooms('nonsense in the files is no limit and no harm', () => {
  const root = tree({
    ...machine,
    'proc/self/cgroup': 'nonsense\n0::\n0::relative\n3:memory\n0::/a\n',
    ...v2('/a', ['', 'x', 'y']),
  });
  assert.is(memoryRoom(root).limitedBy, 'machine');
});

rooms('this machine has some', () => {
  const { bytes } = memoryRoom();
  assert.ok(bytes > 0 && Number.isFinite(bytes));
});

rooms.run();
