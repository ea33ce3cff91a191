import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../support/paths.ts';

const core = 'native/src';
const built = join(root, 'native/build/tests');
const deadlineMs = 120_000;
const run = promisify(execFile);

export type ProgramSpec = {
  readonly name: string;
  /** C++ files, from the root of the repository. */
  readonly sources: readonly string[];
  readonly flags: readonly string[];
};

/** All of the core that knows nothing of Node and is no program of its own. */
export const coreSources = [
  'child-process',
  'frame-consumer',
  'frame-producer',
  'frame-reader',
  'frame-region',
  'hour-count',
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
  await run('g++', [...options, ...sources], { cwd: root, timeout: deadlineMs });
  renameSync(partial, program); // whole or not there
  return program;
}

export async function runProgram(program: string, args: readonly string[] = []): Promise<string> {
  const { stdout } = await run(program, [...args], { timeout: deadlineMs });
  return stdout;
}

function newestSourceMs(): number {
  const sources = [core, 'tests/native', 'bench/native']
    .flatMap(filesIn)
    .filter((file) => /\.(cc|h)$/.test(file));
  return Math.max(...sources.map((file) => modifiedMs(join(root, file))));
}

export function filesIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder)).map((file) => `${folder}/${file}`);
}

function modifiedMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
