import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CameraStatus, KeeperStatus } from '../../index.ts';
import { eventually, within } from '../support/eventually.ts';
import { mortal } from '../support/mortal.ts';
import { root } from '../support/paths.ts';
import { descendantsOf, identify, type ProcessIdentity, untilGone } from '../support/processes.ts';
import { temporaryDirectory } from '../support/temporary.ts';

export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};
export type Surroundings = {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
};

const endsWithinMs = 20_000;

/** `./bin/camkeeper …` to its end. */
export async function camkeeper(
  args: readonly string[],
  around: Surroundings = {},
): Promise<Ended> {
  const program = startProgram(join(root, 'bin/camkeeper'), args, around);
  return program.ended();
}

export type Program = {
  readonly child: ChildProcess;
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Kills it at the deadline, and rejects. */
  readonly ended: (withinMs?: number) => Promise<Ended>;
};

export function startProgram(
  file: string,
  args: readonly string[],
  { cwd = root, environment = {}, input }: Surroundings = {},
): Program {
  const env = { ...clean(process.env), CAMKEEPER_HTTP: 'off', ...environment };
  const child = spawn(...mortal(file, args), { cwd, env, stdio: 'pipe' });
  if (input !== undefined) child.stdin.end(input);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk;
    });
  }
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = async (withinMs = endsWithinMs) => {
    try {
      const [code, signal] = await within(`${file} ${args.join(' ')} ends`, closed, withinMs);
      return { code, signal, ...output };
    } finally {
      child.kill('SIGKILL');
    }
  };
  return { child, output, ended };
}

/** What decides where a keeper is met must not come from whoever runs the tests. */
function clean(environment: NodeJS.ProcessEnv): Record<string, string> {
  const ours = /^(CAMKEEPER_|XDG_RUNTIME_DIR$|NO_COLOR$)/;
  const kept = Object.entries(environment).filter(([name]) => !ours.test(name));
  return Object.fromEntries(kept) as Record<string, string>;
}

export type RunningKeeper = Program & {
  readonly directory: string;
  readonly config: string;
  /** A command that talks to it. */
  readonly command: (...args: string[]) => Promise<Ended>;
  readonly status: () => Promise<KeeperStatus>;
  readonly camera: (name: string, state: string) => Promise<CameraStatus>;
  /** It and all that it started so far. */
  readonly processes: () => ProcessIdentity[];
  /** Stops it whatever state it is in, and waits until nothing of it runs. */
  readonly clearAway: () => Promise<void>;
};

/** `./bin/camkeeper run` in a directory of its own, as soon as it answers. */
export async function runKeeper(
  cameras: object,
  { args = [], ...around }: Surroundings & { readonly args?: readonly string[] } = {},
): Promise<RunningKeeper> {
  const folder = temporaryDirectory('bin');
  const config = join(folder, 'camkeeper.yml');
  const directory = join(folder, 'run');
  writeFileSync(config, JSON.stringify({ cameras }));
  const options = ['--config', config, '--runtime-dir', directory];
  const program = startProgram(join(root, 'bin/camkeeper'), ['run', ...options, ...args], around);
  const keeper = { ...program, directory, config, ...conversation(directory, program) };
  await eventually('the keeper answers', async () => (await keeper.status()).state === 'running', {
    withinMs: 15_000,
    seen: () => program.output,
  });
  return keeper;
}

function conversation(directory: string, { child }: Program) {
  const command = (...args: string[]) => camkeeper([...args, '--runtime-dir', directory]);
  const status = async () => JSON.parse((await command('status', '--json')).stdout) as KeeperStatus;
  const camera = async (name: string, state: string) => {
    let seen: CameraStatus | undefined;
    const look = async () => {
      seen = (await status()).cameras[name];
      return seen?.state === state;
    };
    await eventually(`${name} ${state}`, look, { withinMs: 20_000, seen: () => seen });
    return seen!;
  };
  const processes = () =>
    [child.pid!, ...descendantsOf(child.pid!).map(({ pid }) => pid)].map(identify);
  const clearAway = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const all = processes();
    child.kill('SIGKILL');
    await untilGone(all);
  };
  return { command, status, camera, processes, clearAway };
}
