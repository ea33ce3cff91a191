import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ControlRequest } from '../bus/control.ts';
import { request } from '../bus/control-client.ts';
import type { KeeperStatus } from '../index.ts';
import { compileProgram } from '../tests/native/program.ts';
import { eventually } from '../tests/support/eventually.ts';
import { root } from '../tests/support/paths.ts';
import { type Figures, figure, percentile } from './figures.ts';
import { stampFd } from './latency/stamped-run.ts';
import { Stamps } from './latency/stamps.ts';

/**
 * How long a keeper of twenty cameras needs from a command or configuration to the process that it
 * is about: from the clock of the one who asks to the clock of the process, when the signal has
 * reached it or when its `main` begins. So it holds the way through the socket and two execs as
 * well.
 */
const cameras = 20;
const rounds = 100;
const goal = { atMost: 10 };

export async function run(): Promise<Figures> {
  const waits = await measureLatency();
  const { disable, restart, configuration: changed, enable: spawns } = waits;
  const signals = [...disable, ...restart, ...changed];
  const note = `of ${signals.length} commands and configurations, ${cameras} cameras`;
  return {
    'signal.p50': figure(percentile(signals, 0.5), 'ms', { note }),
    'signal.p99': figure(percentile(signals, 0.99), 'ms', { goal, note }),
    'spawn.p50': figure(percentile(spawns, 0.5), 'ms', { note: spawnNote }),
    'spawn.p99': figure(percentile(spawns, 0.99), 'ms', { goal, note: spawnNote }),
  };
}

const spawnNote = `of ${rounds} enabled cameras, two processes each`;

export type Waits = Readonly<Record<'disable' | 'enable' | 'restart' | 'configuration', number[]>>;

export async function measureLatency(): Promise<Waits> {
  const directory = mkdtempSync(join(tmpdir(), 'ck-'));
  const program = await compileProgram({
    name: 'stamp',
    sources: ['bench/native/stamp.cc'],
    flags: ['-O2'],
  });
  const runtime = join(directory, 'run');
  const stdio = Object.assign(['ignore', 'ignore', 'inherit'], { [stampFd]: 'pipe', 4: 'ipc' });
  const file = join(root, 'dist/bench/latency/keeper-program.js');
  const args = [program, runtime, JSON.stringify(configuration(0))];
  const keeper = fork(file, args, {
    stdio: stdio as ['ignore', 'ignore', 'inherit', 'pipe', 'ipc'],
  });
  const exited = once(keeper, 'exit');
  const asked = new Asked(keeper, `ipc://${runtime}/control`);
  try {
    await eventually('the keeper runs', () => asked.allHealthy(), { withinMs: 30_000 });
    return await measureRounds(asked);
  } finally {
    keeper.kill();
    await exited;
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measureRounds(asked: Asked): Promise<Waits> {
  const waits: Waits = { disable: [], enable: [], restart: [], configuration: [] };
  for (let round = 1; round <= rounds; round++) {
    const camera = `camera-${round % cameras}`;
    const ended = `${camera}/capture signalled`;
    const begun = `${camera}/capture started`;
    waits.disable.push(await asked.command({ command: 'disable', camera }, ended));
    await asked.untilState(camera, 'disabled.byRequest');
    waits.enable.push(await asked.command({ command: 'enable', camera }, begun));
    await asked.untilState(camera, 'running.healthy');
    waits.restart.push(await asked.command({ command: 'restart', camera, role: 'capture' }, ended));
    await asked.untilState(camera, 'running.healthy');
    waits.configuration.push(
      await asked.configure(configuration(round), 'camera-0/capture signalled'),
    );
    await asked.untilState('camera-0', 'running.healthy');
  }
  return waits;
}

/** Every round another input of the first camera: its capture has to start anew. */
function configuration(round: number): object {
  const camera = (path: string) => ({
    ffmpeg: { inputs: [{ path }] },
    detect: { width: 320, height: 240, fps: 5 },
  });
  const names = Array.from({ length: cameras }, (_, index) => `camera-${index}`);
  const all = names.map((name, index) => {
    return [name, camera(`rtsp://127.0.0.1/${index === 0 ? round : name}`)] as const;
  });
  return { cameras: Object.fromEntries(all) };
}

/** The keeper from outside. Answers of its own are awaited before the next question. */
class Asked {
  readonly #keeper: ChildProcess;
  readonly #url: string;
  readonly #stamps: Stamps;

  constructor(keeper: ChildProcess, url: string) {
    this.#keeper = keeper;
    this.#url = url;
    this.#stamps = new Stamps(keeper.stdio[stampFd] as Readable);
  }

  /** Milliseconds from before the command is sent until that stamp. */
  async command(command: ControlRequest, until: string): Promise<number> {
    const stamp = this.#stamps.next(until);
    const sentNs = process.hrtime.bigint();
    await this.#ask(command);
    return Number((await stamp) - sentNs) / 1e6;
  }

  async configure(config: object, until: string): Promise<number> {
    const stamp = this.#stamps.next(until);
    const received = once(this.#keeper, 'message');
    this.#keeper.send(config);
    const [receivedNs] = (await received) as [string];
    return Number((await stamp) - BigInt(receivedNs)) / 1e6;
  }

  async untilState(camera: string, state: string): Promise<void> {
    const isThere = async () => (await this.#status()).cameras[camera]?.state === state;
    await eventually(`${camera} ${state}`, isThere, { withinMs: 10_000 });
  }

  async allHealthy(): Promise<boolean> {
    const states = Object.values((await this.#status()).cameras).map(({ state }) => state);
    return states.length === cameras && states.every((state) => state === 'running.healthy');
  }

  async #status(): Promise<KeeperStatus> {
    return (await this.#ask({ command: 'status' })) as KeeperStatus;
  }

  #ask(command: ControlRequest): Promise<unknown> {
    return request(this.#url, command, { timeoutMs: 5_000 });
  }
}
