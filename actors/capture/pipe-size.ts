import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const KiB = 1024;
const usualBytes = 256 * KiB;
const largeBytes = 1024 * KiB;
/**
 * A pipe of 256 KiB moves about 1.4 GB a second here; above a quarter of that the larger one, with
 * fewer wake-ups for a megabyte, is worth its memory.
 */
const largeFromBytesPerSecond = 350e6;
const pageBytes = 4096;

/**
 * The size to ask for: 256 KiB, or 1 MiB where the stream needs it. All pipes of a user together
 * may hold a soft limit of memory, and beyond it every new one shrinks to 8 KiB: we stay below the
 * half of that limit, counting each of the `pipes` that we hold already at the usual size.
 */
export function pipeBytes(bytesPerSecond: number, pipes: number, softLimitBytes: number): number {
  const wanted = bytesPerSecond > largeFromBytesPerSecond ? largeBytes : usualBytes;
  const room = softLimitBytes / 2 - pipes * usualBytes;
  if (wanted <= room) return wanted;
  return usualBytes <= room ? usualBytes : 64 * KiB; // the kernel's own default
}

/** What Linux starts with; also taken where it cannot be read. */
const usualSoftLimitPages = 16_384;

/** The soft limit of this user in bytes; 0 in the file means none. */
export function pipeSoftLimitBytes(root = '/'): number {
  const pages = readPages(join(root, 'proc/sys/fs/pipe-user-pages-soft'));
  return pages === 0 ? Number.POSITIVE_INFINITY : pages * pageBytes;
}

function readPages(path: string): number {
  try {
    const pages = Number.parseInt(readFileSync(path, 'utf8'), 10);
    return Number.isNaN(pages) ? usualSoftLimitPages : pages;
  } catch {
    return usualSoftLimitPages; // no reason to run no camera
  }
}
