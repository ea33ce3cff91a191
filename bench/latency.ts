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
 * is about. In the keeper: from its reception until SIGTERM is sent, or the process is started. And
 * as a whole: from the clock of the one who asks to the clock of the process, when the signal has
 * reached it or when its `main` begins, with the way through the socket and two execs.
 */
const cameras = 20;
const rounds = 100;
const goal = { atMost: 10 };

export async function run(): Promise<Figures> {
  const waits = await measureLatency();
  const signals = [...waits.disable, ...waits.restart, ...waits.configuration];
  const signalNote = `of ${signals.length} commands and configurations, ${cameras} cameras`;
  const spawnNote = `of ${rounds} enabled cameras, two processes each`;
  return {
    ...figuresOf('signal', signals, signalNote),
    ...figuresOf('spawn', waits.enable, spawnNote),
  };
}

function figuresOf(name: string, waits: readonly Wait[], note: string): Figures {
  const [whole, inside] = [waits.map(({ wholeMs }) => wholeMs), waits.map((wait) => wait.insideMs)];
  return {
    [`${name}.inside.p50`]: figure(percentile(inside, 0.5), 'ms', { note }),
    [`${name}.inside.p99`]: figure(percentile(inside, 0.99), 'ms', { goal, note }),
    [`${name}.p50`]: figure(percentile(whole, 0.5), 'ms', { note }),
    [`${name}.p99`]: figure(percentile(whole, 0.99), 'ms', { goal, note }),
  };
}

/** From its reception by the keeper until that has done its part; and the whole way. */
export type Wait = { readonly insideMs: number; readonly wholeMs: number };
export type Waits = Readonly<Record<'disable' | 'enable' | 'restart' | 'configuration', Wait[]>>;

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
  const asked = new Asked(keeper, `ipc://${runtime}/bench`);
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
    const ended: Way = [`${camera}/capture sent`, `${camera}/capture signalled`];
    const begun: Way = [`${camera}/capture spawned`, `${camera}/capture started`];
    const another: Way = ['camera-0/capture sent', 'camera-0/capture signalled'];
    waits.disable.push(await asked.command({ command: 'disable', camera }, ended));
    await asked.untilState(camera, 'disabled.byRequest');
    waits.enable.push(await asked.command({ command: 'enable', camera }, begun));
    await asked.untilState(camera, 'running.healthy');
    waits.restart.push(await asked.command({ command: 'restart', camera, role: 'capture' }, ended));
    await asked.untilState(camera, 'running.healthy');
    waits.configuration.push(await asked.configure(configuration(round), another));
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

/** Two stamps: of the keeper when it has done its part, and of the process. */
type Way = readonly [done: string, arrived: string];

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

  async command(command: ControlRequest, way: Way): Promise<Wait> {
    const sentNs = process.hrtime.bigint();
    return await this.#timed(way, sentNs, () => this.#ask(command));
  }

  /** Its way to the keeper is none of a user's: the whole begins with its reception. */
  async configure(config: object, way: Way): Promise<Wait> {
    return await this.#timed(way, null, async () => void this.#keeper.send(config));
  }

  async #timed([done, arrived]: Way, sentNs: bigint | null, ask: () => Promise<unknown>) {
    const stamps = ['keeper received', done, arrived].map((what) => this.#stamps.next(what));
    await ask();
    const [receivedNs, doneNs, arrivedNs] = await Promise.all(stamps);
    const msSince = (fromNs: bigint, toNs: bigint) => Number(toNs - fromNs) / 1e6;
    return {
      insideMs: msSince(receivedNs!, doneNs!),
      wholeMs: msSince(sentNs ?? receivedNs!, arrivedNs!),
    };
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
