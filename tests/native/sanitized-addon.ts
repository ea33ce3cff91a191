import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../support/paths.ts';
import { compileProgram } from './program.ts';

// An addon under the address and undefined behaviour sanitizers, in a Node of its own.

const execute = promisify(execFile);
const headers = join(dirname(process.execPath), '../include/node');

export const hasNodeHeaders = existsSync(join(headers, 'node_api.h'));
export const noNodeHeaders = `there are no headers of Node in ${headers}`;

/** Answers the path of the addon. `sources` are names in `native/src`. */
export function compileSanitizedAddon(
  name: string,
  sources: readonly string[],
  libraries: readonly string[] = [],
): Promise<string> {
  return compileProgram({
    name: `${name}-sanitized.node`,
    sources: sources.map((source) => `native/src/${source}.cc`),
    flags: [
      ...['-shared', '-fPIC', '-O1', '-g1', '-fno-omit-frame-pointer'],
      ...['-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
      ...['-DNAPI_VERSION=9', '-DNAPI_DISABLE_CPP_EXCEPTIONS', `-DNODE_GYP_MODULE_NAME=${name}`],
      ...['-isystem', headers, '-isystem', join(root, 'node_modules/node-addon-api')],
      ...libraries,
    ],
  });
}

/** What an ES module prints, which finds itself in the environment as `SOURCE`. */
export async function runSanitized(source: string, args: readonly string[]): Promise<string> {
  const argv = ['--expose-gc', '--input-type=module', '--eval', source, '--', ...args];
  const { stdout } = await execute(process.execPath, argv, {
    timeout: 60_000,
    env: {
      ...process.env,
      SOURCE: source,
      // The sanitizers want to be first in a process, and Node was not built with them. What Node
      // itself never frees is not of interest.
      LD_PRELOAD: `${await runtimeOf('libasan.so')}:${await runtimeOf('libubsan.so')}`,
      ASAN_OPTIONS: 'detect_leaks=0',
    },
  });
  return stdout;
}

async function runtimeOf(library: string): Promise<string> {
  return (await execute('gcc', [`-print-file-name=${library}`])).stdout.trim();
}
