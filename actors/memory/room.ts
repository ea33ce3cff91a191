import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How much memory may still be taken, and what sets the limit. Bytes. */
export type Room = {
  readonly bytes: number;
  readonly limitedBy: string;
  /** The limit itself. */
  readonly limitBytes: number;
};

/**
 * What can still be reserved before a limit is hit. At a cgroup's limit an allocation does not
 * fail: its caller is killed. Hence this question before every step. `root` is where `proc` and
 * `sys` are.
 */
export function memoryRoom(root = '/'): Room {
  const machine = machineRoom(root);
  return groupRooms(root, machine.limitBytes).reduce(
    (least, room) => (room.bytes < least.bytes ? room : least),
    machine,
  );
}

/** From /proc/meminfo: what the machine could still give without swapping. */
function machineRoom(root: string): Room {
  const text = read(join(root, 'proc/meminfo'));
  const bytesOf = (name: string) => {
    const line = text?.match(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm'));
    return line ? Number(line[1]) * 1024 : Number.POSITIVE_INFINITY;
  };
  const limitBytes = bytesOf('MemTotal');
  return { bytes: bytesOf('MemAvailable'), limitedBy: 'machine', limitBytes };
}

/**
 * Where the hierarchy of a controller is mounted, which files hold its limit and use, and what in
 * `memory.stat` can be dropped, with all groups below counted in.
 */
type Hierarchy = {
  readonly mount: string;
  readonly limit: string;
  readonly use: string;
  readonly droppable: RegExp;
};
const hierarchies: Readonly<Record<'v1' | 'v2', Hierarchy>> = {
  v1: {
    mount: 'sys/fs/cgroup/memory',
    limit: 'memory.limit_in_bytes',
    use: 'memory.usage_in_bytes',
    droppable: /^total_inactive_file (\d+)$/m,
  },
  v2: {
    mount: 'sys/fs/cgroup',
    limit: 'memory.max',
    use: 'memory.current',
    droppable: /^inactive_file (\d+)$/m,
  },
};

function groupRooms(root: string, machineBytes: number): readonly Room[] {
  const lines = (read(join(root, 'proc/self/cgroup')) ?? '').split('\n');
  return lines.flatMap((line) => {
    // a group's name may hold a colon
    const [, controllers, group] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    const version = controllers === '' ? 'v2' : controllers?.split(',').includes('memory') && 'v1';
    if (!version || group === undefined) return [];
    const mount = { ...hierarchies[version], root, machineBytes };
    return ancestors(group).flatMap((each) => groupRoom(mount, each) ?? []);
  });
}

/** A group's limit binds everything below it: every ancestor counts. */
function ancestors(group: string): readonly string[] {
  return group === '/' ? ['/'] : [group, ...ancestors(dirname(group))];
}

type Mount = Hierarchy & { readonly root: string; readonly machineBytes: number };

/**
 * Of one group: limit less use, where what is used for the page cache and can be dropped is free.
 */
function groupRoom({ root, machineBytes, ...hierarchy }: Mount, group: string): Room | null {
  const folder = join(root, hierarchy.mount, group);
  const limit = number(read(join(folder, hierarchy.limit)));
  if (limit === null || limit >= 2 * machineBytes) return null; // 'max', or the machine is less
  const use = number(read(join(folder, hierarchy.use)));
  if (use === null) return null; // no such group
  const cache = read(join(folder, 'memory.stat'))?.match(hierarchy.droppable);
  const bytes = limit - use + Number(cache?.[1] ?? 0);
  return { bytes, limitedBy: `cgroup ${group}`, limitBytes: limit };
}

function number(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || text === '' || Number.isNaN(value) ? null : value;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined; // not there: no such limit
  }
}
