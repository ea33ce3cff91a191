import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { marginBytes } from '../../../actors/memory/budget.ts';
import { skip } from '../../support/skip.ts';

const groups = suite('memory cgroup');

const MiB = 2 ** 20;
const limitBytes = 256 * MiB;
const program = join(import.meta.dirname, 'cgroup-program.js');

/** A group of our own with that limit; null: nobody lets us make one. */
function makeGroup(): string | null {
  const isV1 = existsSync('/sys/fs/cgroup/memory/memory.limit_in_bytes');
  const mount = isV1 ? '/sys/fs/cgroup/memory' : '/sys/fs/cgroup';
  const group = join(mount, `camkeeper-test-${process.pid}`);
  const limit = join(group, isV1 ? 'memory.limit_in_bytes' : 'memory.max');
  try {
    mkdirSync(group);
  } catch {
    return null;
  }
  if (existsSync(limit)) {
    writeFileSync(limit, String(limitBytes));
    return group;
  }
  rmdirSync(group);
  return null;
}

async function runIn(group: string) {
  const script = 'echo $$ > "$0/cgroup.procs" && exec "$1" "$2"';
  const child = spawn('/bin/sh', ['-c', script, group, process.execPath, program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 60_000,
  });
  let text = '';
  child.stdout.on('data', (data) => {
    text += data;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, text };
}

const group = makeGroup();
const what = 'cameras fill it up to the margin, nobody is killed, and who waits is served';

async function fillIt(): Promise<void> {
  try {
    const { code, signal, text } = await runIn(group!);
    assert.equal({ code, signal }, { code: 0, signal: null }, text);
    const { cameras, refused, declined, robbed, heldBytes, limitedBy } = JSON.parse(text);
    assert.match(limitedBy, /^cgroup .*camkeeper-test-/);
    assert.match(refused, /^no room for its frames: needs 14 MiB, \d+ MiB free \(limit cgroup /);
    assert.match(declined, /^needs 40 MiB, \d+ MiB free \(limit cgroup /);
    const lost = /needs 14 MiB, \d+ MiB free \(limit cgroup .*\); others took what was promised$/;
    assert.match(robbed, lost);
    assert.ok(cameras > 3, `${cameras} cameras`);
    assert.ok(heldBytes < limitBytes - marginBytes, `${heldBytes} bytes held`);
  } finally {
    rmdirSync(group!);
  }
}

if (group) groups(what, fillIt);
else skip(groups, what, 'no memory cgroup can be made here');

groups.run();
