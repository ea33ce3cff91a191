import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How much memory may still be taken, and what sets the limit. Bytes. */
export type Room = { readonly bytes: number; readonly limitedBy: string };

const number = (text: string | undefined): number | null => {
  const value = Number(text);
  return text === undefined || text.trim() === '' || Number.isNaN(value) ? null : value;
};

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined; // not there: no such limit
  }
};

/** From /proc/meminfo: what the machine could still give without swapping. */
function machineRoom(): Room {
  const line = read('/proc/meminfo')?.match(/^MemAvailable:\s+(\d+) kB$/m);
  return { bytes: line ? Number(line[1]) * 1024 : Number.POSITIVE_INFINITY, limitedBy: 'machine' };
}

/** Where the hierarchy of a controller is mounted and which files hold its limit and use. */
type Hierarchy = { readonly mount: string; readonly limit: string; readonly use: string };
const hierarchies: Readonly<Record<'v1' | 'v2', Hierarchy>> = {
  v1: {
    mount: '/sys/fs/cgroup/memory',
    limit: 'memory.limit_in_bytes',
    use: 'memory.usage_in_bytes',
  },
  v2: { mount: '/sys/fs/cgroup', limit: 'memory.max', use: 'memory.current' },
};

/**
 * Of one group: limit less use, where what is used for the page cache and can be dropped is free.
 */
function groupRoom(hierarchy: Hierarchy, group: string): Room | null {
  const folder = join(hierarchy.mount, group);
  const limit = number(read(join(folder, hierarchy.limit)));
  const use = number(read(join(folder, hierarchy.use)));
  if (limit === null || use === null) return null; // 'max', or no such group
  const cache = read(join(folder, 'memory.stat'))?.match(/^(?:total_)?inactive_file (\d+)$/m);
  return { bytes: limit - use + Number(cache?.[1] ?? 0), limitedBy: `cgroup ${group}` };
}

/** A group's limit binds everything below it: every ancestor counts. */
function ancestors(group: string): readonly string[] {
  return group === '/' ? ['/'] : [group, ...ancestors(dirname(group))];
}

function groupRooms(): readonly Room[] {
  const lines = (read('/proc/self/cgroup') ?? '').split('\n').map((line) => line.split(':'));
  return lines.flatMap(([, controllers, group]) => {
    const version = controllers === '' ? 'v2' : controllers?.split(',').includes('memory') && 'v1';
    if (!version || group === undefined) return [];
    return ancestors(group).flatMap((each) => groupRoom(hierarchies[version], each) ?? []);
  });
}

/**
 * What can still be reserved before a limit is hit. At a cgroup's limit an allocation does not
 * fail: its caller is killed. Hence this question before every step.
 */
export function memoryRoom(): Room {
  return [machineRoom(), ...groupRooms()].reduce((least, room) =>
    room.bytes < least.bytes ? room : least,
  );
}
