import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pipeBytes, pipeSoftLimitBytes } from '../../../actors/capture/pipe-size.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const KiB = 1024;
const MiB = 1024 * KiB;
const usualLimit = 64 * MiB;

const pipes = suite('pipe size');

pipes('256 KiB, and a megabyte only for what needs it', () => {
  assert.is(pipeBytes(1280 * 720 * 1.5 * 5, 0, usualLimit), 256 * KiB);
  assert.is(pipeBytes(3840 * 2160 * 1.5 * 30, 0, usualLimit), MiB);
});

pipes('never beyond half of what the user may have: smaller, then the default', () => {
  const fast = 400e6;
  assert.is(pipeBytes(fast, 124, usualLimit), MiB, '31 of 32 MiB are taken');
  assert.is(pipeBytes(fast, 125, usualLimit), 256 * KiB);
  assert.is(pipeBytes(1, 127, usualLimit), 256 * KiB);
  assert.is(pipeBytes(1, 128, usualLimit), 64 * KiB);
  assert.is(pipeBytes(fast, 1e6, Number.POSITIVE_INFINITY), MiB);
});

pipes('the limit is read from /proc: 0 is none, and without the file the default of Linux', () => {
  const root = temporaryDirectory('proc');
  const folder = join(root, 'proc/sys/fs');
  assert.is(pipeSoftLimitBytes(root), 64 * MiB);
  mkdirSync(folder, { recursive: true });
  const write = (text: string) => writeFileSync(join(folder, 'pipe-user-pages-soft'), text);
  write('1024\n');
  assert.is(pipeSoftLimitBytes(root), 4 * MiB);
  write('0\n');
  assert.is(pipeSoftLimitBytes(root), Number.POSITIVE_INFINITY);
  write('nonsense\n');
  assert.is(pipeSoftLimitBytes(root), 64 * MiB);
});

pipes.run();
