import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../tests/runner/run-program.ts';
import { root } from '../../tests/support/paths.ts';

const python = '/usr/bin/python3';
const packages = '/usr/lib/python3/dist-packages';
const deadlineMs = 180_000;

/** What writes the frames of pipe figures, the peer's and ours. */
export const pipeProducer = ['cat', '/dev/zero'];

/** Debian's names of what camera_processes.py needs and is not there. */
export function missingPackages(): string[] {
  const names = existsSync(packages) ? readdirSync(packages) : [];
  const modules = { numpy: 'python3-numpy', scipy: 'python3-scipy', cv2: 'python3-opencv' };
  return Object.entries(modules)
    .filter(([module]) => !names.some((name) => name === module || name.startsWith(`${module}.`)))
    .map(([, name]) => name);
}

export type Measured = Readonly<Record<string, number>>;

/**
 * Runs a script of this folder once; resolves to the document that it prints. It is marked and in
 * a group of its own, so that nothing of it is left whatever it does.
 */
export async function runPeer(script: string, args: readonly string[]): Promise<Measured> {
  const file = join(root, 'bench/peer', script);
  const program = { file: python, args: [file, ...args], cwd: root, deadlineMs };
  const { status, output } = await runProgram(program);
  const document = output.split('\n').find((line) => line.startsWith('{'));
  if (status !== 0 || document === undefined) throw new Error(`${script}: ${output.slice(-2000)}`);
  return JSON.parse(document) as Measured;
}
