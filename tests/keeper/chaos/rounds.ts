import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { eventually } from '../../support/eventually.ts';
import { childrenOf } from '../../support/processes.ts';
import { seeded } from '../../support/seeded.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { assertUntouched, type Calm, type Expected, untilCalm } from './calm.ts';
import { added, descriptorKinds, type Prices } from './descriptor-kinds.ts';
import { Diary, folderOf } from './diary.ts';
import { killed, killedWithCaptures, stopped } from './ends.ts';
import { KeeperProcess, type Writings } from './keeper-process.ts';
import { processesOfInstance } from './processes.ts';
import { assertReplays } from './replays.ts';
import { add, burst, pause, remove, type Storm, type Strike, strike, tellAll } from './storm.ts';
import { isSteady, isWished, type Kind, randomCamera } from './wished.ts';

const names = ['front', 'front_door', 'yard', 'shed'];
/** Never touched, but by the end of the keeper: what its ffmpeg forked would outlive that. */
const left = 'left_alone';
/** Nobody wishes anything of it, and each round its capture or its tracker is struck. */
const struck = 'struck';
/** The same, of its recorder. */
const recorded = 'recorded';
const roundsPerKeeper = 3;
const ends = [killedWithCaptures, stopped, killed];
const strikes: readonly Strike[] = [
  ['SIGKILL', 'tracker'],
  ['SIGKILL', 'capture'],
  ['SIGKILL', 'capture'],
  ['SIGSTOP', 'tracker'],
  ['SIGKILL', 'tracker'],
];
const recorderStrikes: readonly Strike[] = [
  ['SIGKILL', 'recorder'],
  ['SIGSTOP', 'recorder'],
  ['SIGKILL', 'recorder'],
  ['SIGKILL', 'recorder'],
];

/** Of the last stop: so long that on a busy machine nobody is killed for being late. */
const patient = { stop: 40, ready: 40 };

export type ChaosOptions = {
  readonly seed: number;
  readonly goesOn: (roundsDone: number) => boolean;
};

/**
 * Random wishes and signals on real processes, in rounds. After each, what is desired and nothing
 * else runs, everything is accounted for, and who was not touched has noticed nothing. What is
 * needed to understand a failure is kept, and its error says where.
 */
export async function chaos({ seed, goesOn }: ChaosOptions): Promise<void> {
  console.log(`# PROCESS_CHAOS_SEED=${seed}`);
  const diary = new Diary(seed, folderOf(seed));
  const directory = join(temporaryDirectory('chaos'), 'run');
  const weather = new Weather(seed, directory, diary);
  try {
    await weather.begin();
    for (let round = 0; round < roundsPerKeeper || goesOn(round); round++) await weather.round();
    await weather.end();
    console.log(`# ${diary.summary}`);
    rmSync(diary.folder, { recursive: true });
  } catch (error) {
    throw new Error(diary.failure(error as Error, await weather.lastSight()));
  } finally {
    await weather.clear();
  }
}

class Weather {
  readonly #directory: string;
  readonly #storm: Omit<Storm, 'keeper'>;
  #rounds = 0;
  #keeper!: KeeperProcess;
  #writings!: Writings;
  #prices: Prices | null = null;
  #calm!: Calm;

  constructor(seed: number, directory: string, diary: Diary) {
    this.#directory = directory;
    this.#storm = { random: seeded(seed), wishes: new Map(), diary };
  }

  /** The first keeper shows what a camera costs; the later ones must hold no more. */
  async begin(): Promise<void> {
    await this.#start();
    const idle = this.#kinds();
    const tracked = added(await this.#kindsWith('missing'), idle, -1);
    const capture = added(added(await this.#kindsWith('withHelper'), idle, -1), tracked, -1);
    const withCapture = added(added(idle, tracked), capture);
    const recorder = added(await this.#kindsWith('recorded'), withCapture, -1);
    this.#prices = { idle, tracked, capture, recorder };
    await this.#add(struck, 'withHelper');
    await this.#add(recorded, 'recorded');
    this.#calm = await this.#untilCalm();
  }

  async round(): Promise<void> {
    const { random, wishes, diary } = this.#storm;
    diary.round();
    const touched = names.filter((_, index) => index === 0 || random.chance(0.6));
    const healthy = [...wishes].filter(([, wished]) => isWished(wished) && isSteady(wished.kind));
    const untouched = healthy
      .map(([name]) => name)
      .filter((name) => ![struck, recorded, ...touched].includes(name));
    await burst(this.#now, touched);
    await strike(this.#now, struck, strikes[this.#rounds % strikes.length]!);
    await strike(this.#now, recorded, recorderStrikes[this.#rounds % recorderStrikes.length]!);
    if (++this.#rounds % roundsPerKeeper === 0) return await this.#anotherKeeper();
    await pause(this.#now, random.pick(untouched));
    const after = await this.#untilCalm();
    for (const name of untouched) assertUntouched(name, this.#calm, after);
    this.#calm = after;
  }

  /** Without cameras the keeper holds what it began with; with some, it stops in order. */
  async end(): Promise<void> {
    const { wishes, diary } = this.#storm;
    diary.note('the end');
    for (const name of [...wishes.keys()]) await remove(this.#now, name);
    await this.#untilCalm();
    await this.#stopAll();
    assert.equal(processesOfInstance(this.#directory), []);
    assert.equal(childrenOf(process.pid), []);
    assert.not.ok(existsSync(this.#directory), 'the runtime directory is left');
  }

  /** Two on their way out, and two that were stopped themselves: all answer, nobody is forced. */
  async #stopAll(): Promise<void> {
    const kinds: Readonly<Record<string, Kind>> = { shed: 'deaf', yard: 'recorded' };
    for (const name of [left, ...names]) await this.#add(name, kinds[name] ?? 'plain', patient);
    const { look } = await this.#untilCalm();
    const { capture, tracker, recorder } = look.status.cameras.yard!;
    for (const { pid } of [capture, tracker, recorder!]) process.kill(pid!, 'SIGSTOP');
    const { forced } = await stopped(this.#now, this.#directory, ['shed', 'front']);
    await this.#replay();
    const others = forced.filter((one) => !one.startsWith('shed/')); // its ffmpeg is deaf
    assert.equal(others, [], 'killed although it would have answered');
  }

  lastSight(): Promise<unknown> {
    return this.#keeper.look().catch(String);
  }

  async clear(): Promise<void> {
    await this.#keeper.kill();
    for (const { pid } of processesOfInstance(this.#directory)) process.kill(pid, 'SIGKILL');
  }

  get #now(): Storm {
    return { ...this.#storm, keeper: this.#keeper };
  }

  async #anotherKeeper(): Promise<void> {
    const end = ends[(this.#rounds / roundsPerKeeper - 1) % ends.length]!;
    const { assertGone } = await end(this.#now, this.#directory);
    await this.#replay();
    await this.#start();
    assertGone();
    await tellAll(this.#now);
    this.#calm = await this.#untilCalm();
  }

  async #start(): Promise<void> {
    const { diary } = this.#storm;
    diary.note('a keeper starts');
    this.#writings = diary.nextKeeper();
    this.#keeper = await KeeperProcess.start(this.#directory, this.#writings);
  }

  /** The machines alone make the same run of it again, also of one that was killed. */
  async #replay(): Promise<void> {
    this.#storm.diary.replayed(await assertReplays(this.#writings.journal));
  }

  #kinds = () => descriptorKinds(this.#keeper.pid);

  #add(name: string, kind: Kind, timeouts?: object): Promise<void> {
    const wished = randomCamera(this.#storm.random, kind, timeouts);
    const section = { ...wished.section, enabled: true };
    return add(this.#now, name, { ...wished, section, isEnabledByConfig: true });
  }

  /** What the keeper holds while this camera is all it has. */
  async #kindsWith(kind: Kind) {
    this.#storm.wishes.set(left, { ...randomCamera(this.#storm.random, kind), wish: 'on' });
    await tellAll(this.#now);
    const look = async () => {
      await this.#untilCalm();
      const sight = async () => (await this.#keeper.look()).status.cameras[left]!;
      const { capture, tracker } = await sight();
      const kinds = this.#kinds();
      assert.is(tracker.phase, 'ready');
      assert.is(capture.phase, kind === 'missing' ? 'backingOff' : 'ready');
      assert.is((await sight()).capture.restarts, capture.restarts, 'it has moved meanwhile');
      return kinds;
    };
    return await eventually(`a camera: ${kind}`, look, { withinMs: 60_000 });
  }

  #untilCalm(): Promise<Calm> {
    const { wishes } = this.#storm;
    const expected: Expected = { directory: this.#directory, wishes, prices: this.#prices };
    return untilCalm(this.#keeper, expected);
  }
}
