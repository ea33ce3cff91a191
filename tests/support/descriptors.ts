import { readdirSync, readlinkSync } from 'node:fs';

/** Open descriptors of a process: number → what it is, `pipe:[7]`, `/memfd:region (deleted)` … */
export function descriptorsOf(pid: number | 'self'): Map<number, string> {
  const folder = `/proc/${pid}/fd`;
  const open = new Map<number, string>();
  for (const name of readdirSync(folder)) {
    try {
      open.set(Number(name), readlinkSync(`${folder}/${name}`));
    } catch {
      // closed since the listing: the listing's own descriptor always is
    }
  }
  return open;
}
