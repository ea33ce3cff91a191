import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually, within } from './support/eventually.ts';
import { root } from './support/paths.ts';
import { temporaryDirectory } from './support/temporary.ts';

type Facts = {
  readonly platform: string;
  readonly nodeVersion: string;
  readonly missing: readonly string[];
  readonly wished: readonly string[];
  readonly apt: 'root' | 'sudo' | 'none' | 'absent' | null;
  readonly aptLists: boolean;
  readonly npmCurrent: boolean;
  readonly sqliteCurrent: boolean;
  readonly native: 'none' | 'current' | 'changed' | 'new';
  readonly typescriptCurrent: boolean;
  readonly headers: string | null;
};
type Step = {
  readonly title: string;
  readonly commands: readonly (readonly string[])[];
  readonly optional?: boolean;
};
type Plan = {
  readonly error: string | null;
  readonly notes: readonly string[];
  readonly steps: readonly Step[];
};

// plain JavaScript that runs before anything is compiled, so tsc does not see it
const load = (path: string) => import(pathToFileURL(join(root, path)).href);
const { plan } = (await load('bin/setup/plan.mjs')) as { plan: (facts: Facts) => Plan };
const { readFacts } = (await load('bin/setup/facts.mjs')) as {
  readFacts: (root: string, profile: string) => Facts;
};

const setup = suite('setup');

const complete: Facts = {
  platform: 'linux x64',
  nodeVersion: '20.17.0',
  missing: [],
  wished: [],
  apt: null,
  aptLists: true,
  npmCurrent: true,
  sqliteCurrent: true,
  native: 'current',
  typescriptCurrent: true,
  headers: '/usr',
};
const fresh: Facts = {
  ...complete,
  missing: ['libnng-dev', 'ffmpeg'],
  apt: 'root',
  aptLists: false,
  npmCurrent: false,
  sqliteCurrent: false,
  native: 'new',
  typescriptCurrent: false,
};
const commandsOf = ({ steps }: Plan) =>
  steps.flatMap(({ commands }) => commands.map((command) => command.join(' ')));

setup('does nothing where nothing is missing', () => {
  assert.equal(plan(complete), { error: null, notes: [], steps: [] });
});

const sqlite = 'node_modules/better-sqlite3';

setup('does everything on a fresh machine, in the order of need', () => {
  const gyp = 'node node_modules/node-gyp/bin/node-gyp.js';
  const environment = 'env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1';
  assert.equal(commandsOf(plan(fresh)), [
    `${environment} apt-get update`,
    `${environment} apt-get install -y --no-install-recommends libnng-dev ffmpeg`,
    'npm ci --include=dev --ignore-scripts --no-audit --no-fund --no-progress',
    `env CFLAGS=-O1 ${gyp} rebuild --release --directory ${sqlite} --jobs max --nodedir=/usr`,
    `${gyp} rebuild --directory native --jobs max --nodedir=/usr`,
    'node node_modules/typescript/bin/tsc --project .',
    'node inspector/page/build.mjs',
    'node dist/charts/build-layouts.js',
  ]);
});

setup('compiles only what changed where something was built', () => {
  const commands = commandsOf(plan({ ...complete, native: 'changed' }));
  assert.is(commands.length, 1);
  assert.match(commands[0]!, /node-gyp.js configure build /);
});

setup('builds SQLite anew for another version of Node', () => {
  const commands = commandsOf(plan({ ...complete, sqliteCurrent: false }));
  assert.is(commands.length, 1);
  assert.match(commands[0]!, /rebuild --release --directory node_modules\/better-sqlite3 /);
});

setup('installs as whom it may', () => {
  assert.match(commandsOf(plan({ ...fresh, apt: 'sudo' }))[0]!, /^sudo -n env .* apt-get update$/);
  assert.is(
    commandsOf(plan({ ...fresh, aptLists: true })).some((c) => c.includes('update')),
    false,
  );
});

const install = 'apt-get install -y --no-install-recommends';
const obstacles: readonly [string, Partial<Facts>, string | RegExp][] = [
  ['another platform', { platform: 'darwin arm64' }, /Linux, x64 and arm64; this is darwin arm64/],
  ['an old Node', { nodeVersion: '20.16.9' }, /Node 20\.17 or later; this is 20\.16\.9/],
  ['a very old Node', { nodeVersion: '18.20.0' }, /Node 20\.17 or later/],
  ['no rights', { apt: 'none' }, `  sudo ${install} libnng-dev ffmpeg`],
  ['no apt-get', { apt: 'absent' }, /no apt-get.*: libnng-dev ffmpeg$/],
];
for (const [name, facts, message] of obstacles) {
  setup(`says what a person must do: ${name}`, () => {
    const { error, steps } = plan({ ...fresh, ...facts });
    assert.equal(steps, []);
    if (typeof message === 'string') assert.ok(error!.split('\n').includes(message), error!);
    else assert.match(error!, message);
  });
}

setup('takes newer versions of Node', () => {
  for (const nodeVersion of ['20.18.0', '22.0.0', '24.1.0']) {
    assert.is(plan({ ...complete, nodeVersion }).error, null);
  }
});

setup('goes on without what the bench only wishes for, and says so', () => {
  const wished = ['python3-numpy'];
  const { error, notes, steps } = plan({ ...complete, wished, apt: 'none' });
  assert.is(error, null);
  assert.equal(steps, []);
  assert.match(notes.join(), new RegExp(`does without: sudo ${install} python3-numpy`));
  assert.is(plan({ ...complete, wished, apt: 'root' }).steps[0]!.optional, true);
});

setup('says when node-gyp will download headers', () => {
  const { notes, steps } = plan({ ...fresh, headers: null });
  assert.match(notes.join(), /node-gyp downloads them/);
  assert.not.match(steps.flatMap(({ commands }) => commands.flat()).join(' '), /nodedir/);
});

/** A checkout of its own: what set-up itself consists of, and one source to compile. */
function checkout(): string {
  const path = temporaryDirectory('setup');
  for (const name of ['bin/setup.mjs', 'bin/setup', 'package.json', 'package-lock.json']) {
    cpSync(join(root, name), join(path, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  mkdirSync(join(path, 'config'));
  writeFileSync(join(path, 'config/one.ts'), 'export const one: number = 1;\n');
  cpSync(join(root, 'tsconfig.json'), join(path, 'tsconfig.json'));
  mkdirSync(join(path, 'inspector/page'), { recursive: true });
  writeFileSync(join(path, 'inspector/page/build.mjs'), '');
  mkdirSync(join(path, 'charts'));
  writeFileSync(join(path, 'charts/build-layouts.ts'), 'export {};\n');
  return path;
}

const run = (path: string) =>
  spawnSync(process.execPath, [join(path, 'bin/setup.mjs')], { encoding: 'utf8' });

setup('builds once, and a second time only what changed since', () => {
  const path = checkout();
  const first = run(path);
  assert.is(first.status, 0, first.stderr);
  assert.match(first.stderr, /^set-up: TypeScript … [\d.]+ s\n$/);
  assert.match(readFileSync(join(path, 'dist/config/one.js'), 'utf8'), /one = 1/);
  assert.is(run(path).stderr, '');
  writeFileSync(join(path, 'config/one.ts'), 'export const one: number = 22;\n');
  assert.match(run(path).stderr, /TypeScript/);
  assert.match(readFileSync(join(path, 'dist/config/one.js'), 'utf8'), /one = 22/);
});

setup('shows the whole output of a step that fails, and tries it again the next time', () => {
  const path = checkout();
  writeFileSync(join(path, 'config/one.ts'), `export const one: number = 'one';\n`);
  for (const attempt of [1, 2]) {
    const { status, stderr } = run(path);
    assert.is(status, 1, `attempt ${attempt}`);
    assert.match(stderr, /TypeScript … failed\n.*config\/one.ts.*not assignable/s);
  }
});

setup('waits for another set-up in the same checkout', async () => {
  const path = checkout();
  const lock = spawn('flock', [join(path, 'bin/setup.mjs'), 'cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const isHeld = () =>
    spawnSync('flock', ['--nonblock', join(path, 'bin/setup.mjs'), 'true']).status === 1;
  await eventually('the lock is held', isHeld);
  const second = spawn(process.execPath, [join(path, 'bin/setup.mjs')]);
  let printed = '';
  second.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
  });
  const ended = new Promise((resolve) => second.on('close', resolve));
  await eventually('it waits', () => printed.includes('waiting'), { seen: () => printed });
  assert.is(second.exitCode, null);
  lock.stdin.end();
  assert.is(await within('its end', ended, 60_000), 0);
  assert.match(printed, /waiting for it\nset-up: TypeScript … [\d.]+ s\n$/);
});

setup('finds npm packages outdated when the lock file asks for another version', () => {
  const path = checkout();
  assert.ok(readFacts(path, 'run').npmCurrent);
  const lock = join(path, 'package-lock.json');
  writeFileSync(lock, readFileSync(lock, 'utf8').replace('"integrity": "sha512-', '$&x'));
  assert.not(readFacts(path, 'run').npmCurrent);
});

setup('the lock file names the packages of every platform: npm ci refuses it otherwise', () => {
  type Locked = { readonly optionalDependencies?: Readonly<Record<string, string>> };
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const packages = JSON.parse(text).packages as Record<string, Locked>;
  const optional = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  );
  assert.equal(
    optional.filter((name) => !packages[`node_modules/${name}`]),
    [],
  );
});

setup('finds a native build outdated when a source changed', () => {
  const path = checkout();
  assert.is(readFacts(path, 'run').native, 'none');
  mkdirSync(join(path, 'native/build'), { recursive: true });
  writeFileSync(join(path, 'native/binding.gyp'), '{}');
  assert.is(readFacts(path, 'run').native, 'new');
  writeFileSync(join(path, 'native/build/.set-up-stamp'), 'of other sources');
  assert.is(readFacts(path, 'run').native, 'changed');
});

setup.run();
