import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { machinesIn, type Simulation, simulate, wish } from '../support/simulation.ts';

// Adding, changing and removing one camera, and what the others notice of it: nothing.

const neighbours = suite('neighbours');

const names = ['front', 'front_door', 'yard'];
const three = { front: wish(), front_door: wish(), yard: wish() };

/** Three cameras that run. */
function threeRun(): Simulation {
  const simulation = simulate();
  simulation.desire(three);
  simulation.jumpTo(1000);
  assert.is(simulation.world.runs.size, 6);
  return simulation;
}

function assertClean({ world, failure }: Simulation): void {
  assert.equal(world.violations, []);
  assert.is(failure(), null);
}

/** Plays on for five seconds; returns what happened in them. */
function playOn(simulation: Simulation): readonly string[] {
  const before = simulation.story.length;
  simulation.jumpTo(simulation.nowMs() + 5000);
  assertClean(simulation);
  return simulation.story.slice(before);
}

const pidsOf = ({ world }: Simulation): Record<string, number> =>
  Object.fromEntries([...world.runs].map(([key, { pid }]) => [key, pid]));

const without = <T>(all: Record<string, T>, name: string): Record<string, T> =>
  Object.fromEntries(
    Object.entries(all).filter(([key]) => key !== name && !key.startsWith(`${name}/`)),
  );

for (const name of names) {
  neighbours(`remove of ${name} stops that camera and no other`, () => {
    const simulation = threeRun();
    const before = pidsOf(simulation);
    const heard = simulation.story.length;
    simulation.desire(without(three, name));
    playOn(simulation);
    assert.equal(pidsOf(simulation), without(before, name));
    const strangers = names.filter((other) => other !== name);
    const told = simulation.story.slice(heard).map((line) => line.replace(/^ *\d+ /, ''));
    const touched = strangers.filter((other) =>
      told.some((line) => line.split(/[ :/]/).includes(other)),
    );
    assert.equal(touched, []);
  });
}

neighbours('a camera that is removed is asked and waited for, not killed', () => {
  const simulation = threeRun();
  const heard = simulation.story.length;
  simulation.desire(without(three, 'front'));
  playOn(simulation);
  const told = simulation.story.slice(heard).map((line) => line.replace(/^ *\d+ /, ''));
  assert.equal(
    told.filter((line) => /SIG|exit|clear|removed/.test(line)),
    [
      'SIGTERM front/capture',
      'exit front/capture asked',
      'exit front/tracker asked',
      'camera:front removed',
    ],
  );
});

neighbours('cameras of the start are removed like any other, and the keeper goes on', () => {
  const simulation = threeRun();
  let left: Record<string, ReturnType<typeof wish>> = three;
  for (const name of names) {
    left = without(left, name);
    simulation.desire(left);
    playOn(simulation);
  }
  assert.is(simulation.world.runs.size, 0);
  simulation.desire({ late: wish() });
  playOn(simulation);
  assert.equal(Object.keys(pidsOf(simulation)), ['late/tracker', 'late/capture']);
});

neighbours('what runs already and is wished again is not started again', () => {
  const simulation = threeRun();
  const before = pidsOf(simulation);
  simulation.desire(structuredClone(three));
  assert.equal(playOn(simulation), []);
  assert.equal(pidsOf(simulation), before);
});

neighbours('what runs already and is wished otherwise follows the newer wish, once', () => {
  const simulation = threeRun();
  const before = pidsOf(simulation);
  simulation.desire({ ...three, front: wish({ url: 'rtsp://another' }) });
  playOn(simulation);
  const after = pidsOf(simulation);
  assert.is(simulation.world.runs.size, 6);
  assert.is.not(after['front/capture'], before['front/capture']);
  assert.equal({ ...after, 'front/capture': 0 }, { ...before, 'front/capture': 0 });
  const { want } = simulation.world.runs.get('front/capture')!.input;
  assert.is(want.config.ffmpeg.inputs[0]!.path, 'rtsp://another');
});

neighbours('who started with one camera hears of a second, and of one after none', () => {
  const simulation = simulate();
  for (const cameras of [['a'], ['a', 'b'], [], ['c']]) {
    simulation.desire(Object.fromEntries(cameras.map((name) => [name, wish()])));
    playOn(simulation);
    const running = [...simulation.world.regions.keys()];
    assert.equal(running, cameras);
  }
});

neighbours('a hundred cameras that came and went are in no list', () => {
  const simulation = simulate();
  for (let n = 0; n < 100; n++) {
    simulation.desire({ [`camera${n}`]: wish() });
    simulation.jumpTo(simulation.nowMs() + 500);
  }
  simulation.desire({});
  playOn(simulation);
  simulation.desire({ last: wish() });
  playOn(simulation);
  const { context, children } = simulation.root.getSnapshot();
  assert.equal(
    context.cameras.map(([name]) => name),
    ['last'],
  );
  assert.equal(Object.keys(context.results), []);
  assert.equal(Object.keys(children).sort(), ['config', 'fleet', 'gate', 'reaper']);
  assert.equal([...machinesIn(simulation.root).keys()], ['last']);
  assert.equal([...simulation.world.regions.keys()], ['last']);
  assert.is(simulation.world.runs.size, 2);
});

neighbours.run();
