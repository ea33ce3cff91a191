import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const core = 'native/src';
const built = join(root, 'native/build/tests');
const run = promisify(execFile);

export type ProgramSpec = {
  readonly name: string;
  /** C++ files, from the root of the repository. */
  readonly sources: readonly string[];
  readonly flags: readonly string[];
};

/** Everything of the core that can be tested inside one process. */
export const coreSources = [
  'frame-consumer',
  'frame-producer',
  'frame-reader',
  'frame-region',
  'mean-luma',
  'rate-buckets',
  'rate-limit',
  'region-mapping',
].map((name) => `${core}/${name}.cc`);

/** Compiles a C++ program, unless it is newer than all native sources; answers its path. */
export async function compileProgram({ name, sources, flags }: ProgramSpec): Promise<string> {
  const program = join(built, name);
  if (modifiedMs(program) > newestSourceMs()) return program;
  mkdirSync(built, { recursive: true });
  const partial = `${program}.${process.pid}`;
  const warnings = ['-Wall', '-Wextra', '-Werror'];
  const options = ['-std=c++20', ...warnings, ...flags, `-I${core}`, '-o', partial];
  await run('g++', [...options, ...sources], { cwd: root, timeout: 120_000 });
  renameSync(partial, program); // whole or not there
  return program;
}

/** The C++ tests beside this file. */
export function testSources(): string[] {
  return filesIn('tests/native').filter((file) => /(_test|test-main)\.cc$/.test(file));
}

export async function runProgram(program: string, args: readonly string[] = []): Promise<string> {
  const { stdout } = await run(program, [...args], { timeout: 120_000 });
  return stdout;
}

function newestSourceMs(): number {
  const files = [...filesIn(core), ...filesIn('tests/native'), ...filesIn('bench/native')];
  const sources = files.filter((file) => /\.(cc|h)$/.test(file));
  return Math.max(...sources.map((file) => modifiedMs(join(root, file))));
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).map((file) => `${folder}/${file}`);
}

function modifiedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
