// deadline: 600 s
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { eventually } from '../support/eventually.ts';
import { childrenOf } from '../support/processes.ts';
import { seeded } from '../support/seeded.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { descriptorKinds, processesOfInstance } from './chaos/account.ts';
import { assertUntouched, untilCalm } from './chaos/calm.ts';
import { KeeperProcess } from './chaos/keeper-process.ts';
import { burst, killKeeper, remove, type Storm, tellAll } from './chaos/storm.ts';
import { isSteady, isWished, randomCamera } from './chaos/wished.ts';

// Random wishes and kills on real processes, in rounds. After each, what is desired and nothing
// else runs, everything is accounted for, and who was not touched has noticed nothing.

const chaos = suite('chaos');

/** `CHAOS_SEED=17` makes the same choices again, `CHAOS_MINUTES=10` goes on for longer. */
const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
const lastsMs = Number(process.env.CHAOS_MINUTES ?? 0.75) * 60_000;
const names = ['front', 'front_door', 'yard', 'shed'];
/** Never touched, but by the death of the keeper. */
const left = 'left_alone';
const directory = join(temporaryDirectory('chaos'), 'run');

chaos(`real processes, seed ${seed}`, async () => {
  const until = performance.now() + lastsMs;
  const diary: string[] = [];
  let storm = await begin(diary);
  try {
    for (let round = 1; round < 3 || performance.now() < until; round++) {
      diary.splice(0, diary.length, `round ${round}`);
      storm = await weather(storm, round % 3 === 0);
    }
    console.log(`# ${diary[0]} was the last`);
    await end(storm);
  } catch (error) {
    const how = `CHAOS_SEED=${seed} node dist/tests/keeper/chaos.test.js`;
    throw new Error(`${(error as Error).message}\n${how}\n${diary.join('\n')}`);
  } finally {
    await storm.keeper.kill();
    for (const { pid } of processesOfInstance(directory)) process.kill(pid, 'SIGKILL');
  }
});

type Begun = Storm & { readonly idle: Readonly<Record<string, number>> };

async function begin(diary: string[]): Promise<Begun> {
  console.log(`# CHAOS_SEED=${seed}`);
  const storm = await newKeeper({ random: seeded(seed), wishes: new Map(), diary });
  const { section } = randomCamera(storm.random, 'plain');
  const wished = { kind: 'plain', section, isEnabledByConfig: true, wish: 'on' } as const;
  storm.wishes.set(left, wished);
  await tellAll(storm);
  await untilCalm(directory, storm.keeper, storm.wishes);
  return storm;
}

async function newKeeper(kept: Pick<Storm, 'random' | 'wishes' | 'diary'>): Promise<Begun> {
  const keeper = await KeeperProcess.start(directory);
  return { ...kept, keeper, idle: descriptorKinds(keeper.pid) };
}

/** One round. The keeper is another one after it when it was killed. */
async function weather(storm: Begun, isFatal: boolean): Promise<Begun> {
  const { random, keeper, wishes } = storm;
  const touched = names.filter((_, index) => index === 0 || random.chance(0.6));
  const before = await keeper.look();
  const healthy = [...wishes].filter(([, wished]) => isWished(wished) && isSteady(wished.kind));
  const untouched = healthy.map(([name]) => name).filter((name) => !touched.includes(name));
  await burst(storm, touched);
  if (!isFatal) {
    const after = await untilCalm(directory, keeper, wishes);
    for (const name of untouched) assertUntouched(name, before, after);
    return storm;
  }
  await killKeeper(storm);
  const next = await newKeeper(storm);
  await tellAll(next);
  await untilCalm(directory, next.keeper, wishes);
  return next;
}

/** Nothing is left: without cameras the keeper holds what it began with, and then it ends. */
async function end(storm: Begun): Promise<void> {
  const { keeper, wishes, idle } = storm;
  for (const name of [...wishes.keys()]) await remove(storm, name);
  await untilCalm(directory, keeper, wishes);
  await eventually('no descriptor more', () => {
    assert.equal(descriptorKinds(keeper.pid), idle);
    return true;
  });
  assert.is(await keeper.stop(), 0);
  assert.equal(processesOfInstance(directory), []);
  assert.equal(childrenOf(process.pid), []);
  assert.not.ok(existsSync(directory), 'the runtime directory is left');
}

chaos.run();
