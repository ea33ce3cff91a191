import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../tests/support/paths.ts';
import { temporaryDirectory } from '../tests/support/temporary.ts';
import { type Figures, figure, percentile } from './figures.ts';

/**
 * Round trips of 64 bytes between two processes over ipc, by our binding and by a C program. Each
 * process has a processor of its own: where the scheduler puts them changes the time by a half.
 */
const rounds = 5_000;
const turns = 5;
const ratioMax = 1.3;
const runWithinMs = 60_000;
const execute = promisify(execFile);

export type RoundTrip = { readonly p50Us: number; readonly p99Us: number };
export type RoundTrips = {
  readonly node: RoundTrip;
  readonly c: RoundTrip;
  readonly ratio: number;
};

export async function run(): Promise<Figures> {
  const { node, c, ratio } = await measureRoundTrips();
  return {
    'roundTrip.p50': figure(node.p50Us, 'µs'),
    'roundTrip.p99': figure(node.p99Us, 'µs'),
    'roundTrip.c.p50': figure(c.p50Us, 'µs'),
    'roundTrip.c.p99': figure(c.p99Us, 'µs'),
    'roundTrip.ratio': figure(ratio, '× C', { goal: { atMost: ratioMax }, note: 'of the p50' }),
  };
}

/** Turn by turn, so that a busy moment of the machine hits both; the best of each counts. */
export async function measureRoundTrips(): Promise<RoundTrips> {
  const inC = [await compile()];
  const inNode = [process.execPath, join(root, 'dist/bench/round-trip/program.js')];
  const node: RoundTrip[] = [];
  const c: RoundTrip[] = [];
  for (let turn = 0; turn < turns; turn++) {
    c.push(await measure(inC));
    node.push(await measure(inNode));
  }
  const [fastest, reference] = [quickest(node), quickest(c)];
  return { node: fastest, c: reference, ratio: fastest.p50Us / reference.p50Us };
}

async function compile(): Promise<string> {
  const folder = join(root, 'native/build/bench');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'nng-roundtrip');
  const source = join(root, 'bench/native/nng-roundtrip.c');
  await execute('gcc', ['-O2', '-Wall', '-Wextra', '-Werror', '-o', program, source, '-lnng']);
  return program;
}

async function measure(program: readonly string[]): Promise<RoundTrip> {
  const url = `ipc://${temporaryDirectory('bench')}/round-trip`;
  const [here, there] = processors();
  const [file, ...args] = pinned(there, [...program, 'echo', url]);
  const echo = spawn(file!, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    const [asker, ...asked] = pinned(here, [...program, 'ask', url, String(rounds)]);
    const options = { timeout: runWithinMs, maxBuffer: 2 ** 24 };
    const { stdout } = await execute(asker!, asked, options);
    const samplesUs = stdout.trimEnd().split('\n').map(Number);
    return { p50Us: percentile(samplesUs, 0.5), p99Us: percentile(samplesUs, 0.99) };
  } finally {
    echo.kill('SIGKILL');
  }
}

function pinned(processor: number | undefined, argv: readonly string[]): readonly string[] {
  return processor === undefined ? argv : ['taskset', '--cpu-list', String(processor), ...argv];
}

/** The first two that we may use; none where there is but one. */
function processors(): readonly number[] {
  const allowed = /^Cpus_allowed_list:\s*(.*)$/m.exec(
    readFileSync('/proc/self/status', 'utf8'),
  )?.[1];
  const numbers = (allowed ?? '').split(',').flatMap((range) => {
    const [first, last] = range.split('-').map(Number);
    return Array.from({ length: (last ?? first!) - first! + 1 }, (_, index) => first! + index);
  });
  return numbers.length > 1 ? numbers.slice(0, 2) : [];
}

function quickest(measured: readonly RoundTrip[]): RoundTrip {
  return measured.reduce((one, other) => (other.p50Us < one.p50Us ? other : one));
}
