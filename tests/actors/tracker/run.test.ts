import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RunFact, Want } from '../../../actors/contracts.ts';
import { Demand } from '../../../actors/tracker/demand.ts';
import { trackerRun } from '../../../actors/tracker/run.ts';
import type { TrackerSettings } from '../../../actors/tracker/settings.ts';
import { joinChannel } from '../../../bus/channel-child.ts';
import { createRegion } from '../../../native/index.ts';
import { edgeWorld } from '../../support/edge.ts';
import { eventually } from '../../support/eventually.ts';
import { wish } from '../../support/wish.ts';

const trackers = suite('tracker run');

function prepare() {
  const asked = { isWanted: false };
  const demand = new Demand(() => asked.isWanted);
  const world = edgeWorld({ demand });
  const { id } = world.holdings.addRegion('a', (number) =>
    createRegion({ id: number, width: 64, height: 48, slots: 6, queueCapacity: 2 }),
  );
  const want = { generation: 3, region: { id }, config: wish().config } as Want;
  const facts: RunFact[] = [];
  let sinceStartMs = 0;
  const run = trackerRun({
    world,
    input: { path: 'camera:a/tracker/run', camera: 'a', role: 'tracker', want },
    report: (fact) => facts.push(fact),
    sinceStartMs: () => sinceStartMs,
  });
  const settings: TrackerSettings[] = [];
  const child = joinChannel({
    url: run.environment!.CAMKEEPER_CHANNEL!,
    runId: run.environment!.CAMKEEPER_RUN!,
    onSettings: (newer) => {
      settings.push(newer as TrackerSettings);
      child.acknowledge(newer.generation);
    },
  });
  const end = () => {
    child.close();
    run.close();
    world.holdings.closeRegion(id);
  };
  const later = (ms: number) => {
    sinceStartMs += ms;
  };
  return { asked, demand, run, want, facts, settings, later, end };
}

trackers(
  'whole settings at the hello and with every change; ready at the first answer',
  async () => {
    const { run, want, facts, settings, end } = prepare();
    await eventually('ready', () => facts.some(({ type }) => type === 'process.ready'));
    run.configure({ ...want, generation: 4 });
    await eventually('the newer', () => settings.length === 2);
    await eventually('acknowledged', () => facts.length === 3);
    assert.equal(
      facts.map((fact) => ('generation' in fact ? fact.generation : fact.type)),
      [3, 'process.ready', 4],
    );
    assert.is(settings[1]?.camera, 'a');
    end();
  },
);

trackers('results only while somebody wants them', async () => {
  const { asked, demand, settings, end } = prepare();
  await eventually('settings', () => settings.length === 1);
  assert.is(settings[0]?.results, false);
  asked.isWanted = true;
  demand.look();
  await eventually('told', () => settings.length === 2);
  assert.is(settings[1]?.results, true);
  end();
  asked.isWanted = false;
  demand.look(); // a run that has ended is told nothing
  assert.is(settings.length, 2);
});

trackers('hung: ready, and no beat for so long; its region gone is no error', async () => {
  const { run, facts, later, end } = prepare();
  later(60_000);
  assert.is(run.isHung(), false, 'not ready: another deadline');
  await eventually('ready', () => facts.some(({ type }) => type === 'process.ready'));
  later(4_000);
  assert.is(run.isHung(), false);
  later(2_000);
  assert.is(run.isHung(), true);
  end();
  assert.is(run.isHung(), true);
});

trackers.run();
