import { Socket } from 'node:net';
import { constants } from 'node:os';
import { text } from 'node:stream/consumers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inWords, type LaunchOptions, launch } from '../../../actors/process/launch.ts';
import { KeeperError } from '../../../config/errors.ts';
import { within } from '../../support/eventually.ts';

const launches = suite('launch');

const options: LaunchOptions = {
  argv: ['sh', '-c', ''],
  environment: { ONE: 'of its own' },
  descriptors: ['lines'],
  deathSignal: 'KILL',
  mark: 'a mark',
};

/** What a script says on stderr and on its descriptor 3, and its exit code. */
async function run(script: string, more: Partial<LaunchOptions> = {}) {
  let exited!: (code: number | null) => void;
  const exit = new Promise<number | null>((resolve) => {
    exited = resolve;
  });
  const argv = ['sh', '-c', script] as const;
  const { streams } = launch({ ...options, ...more, argv }, (code) => exited(code));
  const [stderr, lines] = streams.map((fd) => text(new Socket({ fd, writable: false })));
  return within('its end', Promise.all([stderr, lines, exit]));
}

launches('with our environment, its own and its mark over it', async () => {
  process.env.TWO = 'inherited';
  const script = 'echo "$ONE, $TWO, $CAMKEEPER_MARK" >&2; echo line >&3; exit 4';
  assert.equal(await run(script), ['of its own, inherited, a mark\n', 'line\n', 4]);
});

launches('with nothing to read and nowhere to write, but for what it is given', async () => {
  const script = 'echo "$(readlink /proc/$$/fd/0 /proc/$$/fd/1)" >&2; wc -c >&3';
  assert.equal(await run(script), ['/dev/null\n/dev/null\n', '0\n', 0]);
});

launches('last in its group to be spared when memory is short', async () => {
  assert.equal(await run('cat /proc/self/oom_score_adj >&3'), ['', '500\n', 0]);
});

const words: Readonly<Record<string, RegExp>> = {
  EAGAIN: /no more processes are allowed .ulimit -u/,
  EMFILE: /may not open more descriptors .ulimit -n/,
  ENOENT: /launcher is missing: run npm run build:native/,
  ENOMEM: /there is no memory for it/,
  ENOSYS: /Linux 5\.3 or later is needed/,
  EPERM: /Linux 5\.3 or later is needed/,
};
launches('says what is lacking, and keeps what the system said', () => {
  for (const [name, expected] of Object.entries(words)) {
    assert.ok(name in constants.errno, name);
    const raw = new KeeperError('SYSTEM', `posix_spawn: in its words (${name})`);
    const told = inWords(raw) as KeeperError;
    assert.match(told.message, expected);
    assert.match(told.message, new RegExp(`^cannot start a process: .*\\(${name}\\)$`));
    assert.equal([told.code, told.kind, told.cause], ['SYSTEM', 'resource', raw]);
  }
});

launches('leaves alone what it has no words for', () => {
  for (const error of [new KeeperError('SYSTEM', 'posix_spawn: new (ENEW)'), new TypeError('x')]) {
    assert.is(inWords(error), error);
  }
  const tooLong = { argv: ['x', 'y'.repeat(2 ** 22)] as const };
  assert.throws(() => launch({ ...options, ...tooLong }, () => {}), /too long; posix_spawn/);
});

launches.run();
