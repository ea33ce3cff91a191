import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ChildProcess, startChild } from '../../native/index.ts';
import { root } from '../support/paths.ts';
import { compileProgram } from './program.ts';
import { throwsTypeError } from './throws-type-error.ts';

const errors = suite('processes addon, misused or on a bad machine');

/** What TypeScript would not let pass. */
// biome-ignore lint/suspicious/noExplicitAny: these calls are wrong on purpose
type Loose = any;
const junk: readonly Loose[] = [undefined, null, 1, true, {}, () => {}, 10n, 'a\0b', [1], ['\0']];
const options = {
  file: '/bin/true',
  arguments: ['true'],
  environment: [],
  descriptors: [null, null, null],
};

errors('junk as arguments', () => {
  const loose: Loose = startChild;
  const none = () => {};
  throwsTypeError(() => loose());
  throwsTypeError(() => loose({ ...options, arguments: [] }, none));
  for (const value of junk) {
    if (typeof value !== 'function') throwsTypeError(() => loose(options, value));
    throwsTypeError(() => loose({ ...options, arguments: value }, none));
    throwsTypeError(() => loose({ ...options, environment: value }, none));
    if (typeof value !== 'string') throwsTypeError(() => loose({ ...options, file: value }, none));
    if (!Array.isArray(value))
      throwsTypeError(() => loose({ ...options, descriptors: value }, none));
  }
  for (const one of [-1, 1.5, 2 ** 40, {}, undefined, 10n]) {
    throwsTypeError(() => loose({ ...options, descriptors: [one] }, none));
  }
});

errors('signals that are none, and methods on an object of another class', async () => {
  let exits = 0;
  const child = startChild(options, () => exits++);
  const loose: Loose = child;
  for (const value of [undefined, 'SIGTERM', -1, 1.5, 1000]) {
    throwsTypeError(() => loose.signal(value));
    throwsTypeError(() => loose.signalGroup(value));
  }
  const { signal } = child;
  throwsTypeError(() => signal.call({} as ChildProcess, 0));
  throwsTypeError(() => signal.call(Object.create(child), 0));
  throwsTypeError(() => (child.constructor as Loose)(options, () => {}));
  while (exits === 0) await new Promise(setImmediate);
});

/**
 * What a Node of its own prints of starting a child after `before` was done, and of its children
 * then. It may open 128 descriptors.
 */
function startElsewhere(before: string, env: NodeJS.ProcessEnv = {}): string {
  const child = JSON.stringify({ ...options, descriptors: ['stream'] });
  const script = `
    import { openSync, readFileSync } from 'node:fs';
    import { startChild } from ${JSON.stringify(join(root, 'dist/native/index.js'))};
    const start = () => new Promise((resolve) => startChild(${child}, resolve));
    await start(); // loads all that has to be loaded
    await new Promise(setImmediate); // it is reaped when its exit was heard
    const children = openSync('/proc/self/task/' + process.pid + '/children');
    ${before}
    const tell = ({ code, kind, message }) => console.log(code, kind, message);
    await start().catch(tell);
    console.log('children:', readFileSync(children, 'utf8'));`;
  const limited = 'ulimit -n 128; exec "$0" "$@"';
  const args = ['-c', limited, process.execPath, '--input-type=module', '--eval', script];
  const ran = spawnSync('/bin/sh', args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 20_000,
  });
  return ran.stdout + ran.stderr;
}

errors('no descriptor is left: SYSTEM, with the name that the kernel gives it', () => {
  const seen = startElsewhere("try { for (;;) openSync('/dev/null'); } catch {}");
  assert.match(seen, /^SYSTEM resource socketpair: .*\(EMFILE\)\nchildren: \n$/);
});

errors('no pidfd is to be had: SYSTEM, and the child that was started is gone', async () => {
  const LD_PRELOAD = await compileProgram({
    name: 'no-pidfd.so',
    sources: ['tests/native/no-pidfd.cc'],
    flags: ['-shared', '-fPIC', '-ldl'],
  });
  const seen = (error: number) =>
    startElsewhere(`process.env.PIDFD_OPEN_FAILS = '${error}';`, { LD_PRELOAD });
  const { ENOSYS, EMFILE } = constants.errno;
  assert.match(seen(ENOSYS), /^SYSTEM resource pidfd_open: .*\(ENOSYS\)\nchildren: \n$/);
  assert.match(seen(EMFILE), /^SYSTEM resource pidfd_open: .*\(EMFILE\)\nchildren: \n$/);
});

errors.run();
