import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Simulation, simulate, wish } from '../../support/simulation.ts';

// What becomes of a camera that records.

const recording = suite('scripts: recording');

const apart = { front: wish({ record: 'apart' }) };
const shared = { front: wish({ record: 'shared' }) };

function running(cameras: typeof apart, options: Parameters<typeof simulate>[0] = {}): Simulation {
  const simulation = simulate(options);
  simulation.desire(cameras);
  simulation.jumpTo(2_000);
  return simulation;
}

const stateOf = (simulation: Simulation) => simulation.camera('front')!.getSnapshot().value;
const after = (simulation: Simulation, ms: number) => simulation.jumpTo(simulation.nowMs() + ms);
const pidOf = ({ world }: Simulation, role: string) => world.runs.get(`front/${role}`)?.pid;

/** Nothing was treated wrongly, and every truth held. */
const assertClean = ({ world, failure }: Simulation) => {
  assert.equal(world.violations, []);
  assert.is(failure(), null);
};

recording('a recorder that fails is backed off for itself; the camera is degraded', () => {
  const simulation = running(apart);
  assert.equal(stateOf(simulation), { running: 'healthy' });
  const capture = pidOf(simulation, 'capture');
  simulation.world.runs.get('front/recorder')!.exit('disk-full');
  after(simulation, 10);
  assert.equal(stateOf(simulation), { running: 'degraded' });
  assert.is(simulation.contextOf('front').process.recorder.phase, 'backingOff');
  after(simulation, 1_000);
  assert.equal(stateOf(simulation), { running: 'healthy' });
  assert.is(pidOf(simulation, 'capture'), capture);
  assertClean(simulation);
});

recording('one that never writes is ended after its time, before any segment', () => {
  const behave = (_: string, role: string) => (role === 'recorder' ? { readyMs: null } : {});
  const simulation = running(apart, { behave });
  simulation.jumpTo(60_500);
  const { exit } = simulation.contextOf('front').process.recorder;
  assert.is(exit?.cause, 'not-ready');
  assertClean(simulation);
});

for (const [role, cameras] of [
  ['recorder', apart],
  ['capture', shared],
] as const) {
  recording(`a stale recording by ${role} is ended and counts as a failure of ${role}`, () => {
    const simulation = running(cameras);
    assert.equal(stateOf(simulation), { running: 'healthy' });
    simulation.world.runs.get(`front/${role}`)!.stale();
    after(simulation, 100);
    const { exit, failures } = simulation.contextOf('front').process[role];
    assert.equal([exit?.cause, failures], ['stale', 1]);
    after(simulation, 2_000);
    assert.equal(stateOf(simulation), { running: 'healthy' });
    assertClean(simulation);
  });
}

recording('capture without segments is degraded, and restarts without a failure', () => {
  const simulation = running(shared);
  const { report } = simulation.world.runs.get('front/capture')!;
  report({ type: 'process.recording', isUp: false, fault: 'disk full' });
  after(simulation, 10);
  assert.equal(stateOf(simulation), { running: 'degraded' });
  report({ type: 'process.restart' });
  after(simulation, 500);
  assert.equal(stateOf(simulation), { running: 'healthy' });
  const { failures, exit } = simulation.contextOf('front').process.capture;
  assert.equal([failures, exit?.cause], [0, 'asked']);
  assertClean(simulation);
});

recording('a stop waits for the last segment, and frees no memory before', () => {
  const behave = (_: string, role: string) => (role === 'recorder' ? { termMs: 1_500 } : {});
  const simulation = running(apart, { behave });
  simulation.desire({});
  after(simulation, 1_000);
  assert.equal(stateOf(simulation), { stopping: 'tracker' });
  after(simulation, 600);
  assert.is(simulation.camera('front'), undefined);
  const told = simulation.story.join('\n');
  assert.ok(told.indexOf('exit front/recorder') < told.indexOf('free front'));
  assertClean(simulation);
});

recording('a recorder that does not end is killed at its share of the deadline', () => {
  const behave = (_: string, role: string) => (role === 'recorder' ? { termMs: null } : {});
  const simulation = running(apart, { behave });
  simulation.command({ type: 'keeper.stop', withinMs: 2_000 });
  after(simulation, 1_100);
  const { output } = simulation.root.getSnapshot() as { output?: { cameras: unknown } };
  assert.match(JSON.stringify(output?.cameras), '"forced":["recorder"]');
  assertClean(simulation);
});

recording('restart of one role leaves the others', () => {
  const simulation = running(apart);
  const [capture, tracker] = [pidOf(simulation, 'capture'), pidOf(simulation, 'tracker')];
  const recorder = pidOf(simulation, 'recorder');
  simulation.command({ type: 'keeper.restart', camera: 'front', role: 'recorder' });
  after(simulation, 500);
  assert.is.not(pidOf(simulation, 'recorder'), recorder);
  assert.equal([pidOf(simulation, 'capture'), pidOf(simulation, 'tracker')], [capture, tracker]);
  assertClean(simulation);
});

recording.run();
