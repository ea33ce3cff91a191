import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type {
  CameraReply,
  ChartsReply,
  FleetReply,
  PlanReply,
  StoryEvent,
  StoryReply,
} from '../../inspector/api.ts';
import { camera, generated, untilHealthy, untilState } from '../keeper/fleet.ts';
import { eventually, within } from '../support/eventually.ts';
import { fixture } from '../support/paths.ts';
import { ask, get, post } from './ask.ts';
import { listen } from './listening.ts';
import { shownKeeper } from './shown-keeper.ts';

const live = suite('inspector of a running keeper');

live('the fleet, a camera and its machines as they are', async () => {
  await using shown = await shownKeeper({ front: camera() });
  const { capture } = await untilHealthy(shown.keeper, 'front');
  const { cameras, keeper, isLive, past } = await get<FleetReply>(shown.at('api/fleet'));
  assert.is(isLive, true);
  assert.is(keeper.state, 'running');
  assert.ok(past!.fromMs < past!.toMs);
  const [row] = cameras;
  assert.is(row!.state, 'running.healthy');
  assert.equal(row!.size, { width: 320, height: 240 });

  process.kill(capture.pid!, 'SIGKILL');
  const backingOff = async () => {
    const reply = await get<CameraReply>(shown.at('api/cameras/front'));
    const actor = reply.actors.find(({ path }) => path === 'camera:front/capture');
    return actor?.state === 'backingOff' ? actor : null;
  };
  const { machine, sinceMs, delays } = await eventually('capture backs off', backingOff);
  assert.is(machine, 'process');
  assert.equal(
    delays.map(({ name }) => name),
    ['backOff'],
  );
  assert.ok(delays[0]!.endsMs > sinceMs);
});

live('the story names transitions as the charts do, and who told whom', async () => {
  await using shown = await shownKeeper({ front: camera() });
  await untilHealthy(shown.keeper, 'front');
  const { events, isWhole } = await get<StoryReply>(shown.at('api/story?camera=front'));
  assert.ok(isWhole);
  const ready = find(events, 'camera:front/capture', 'process.ready');
  assert.is(ready.from, 'camera:front/capture/run');
  assert.is(ready.state, 'alive.ready');
  assert.is(ready.transition, 'alive.starting process.ready 0');
  const changed = events.find(({ state }) => state === 'running.healthy')!;
  assert.is(changed.path, 'camera:front');
  assert.is(changed.from, 'camera:front/capture');
  assert.match(changed.reason!, /^first frame/);
  assert.is(find(events, 'camera:front', 'camera.configure').from, 'keeper');
  assert.is(find(events, 'gate', 'gate.request').about, 'front');
  assert.is(find(events, 'keeper', 'gate.granted').about, 'front');
  assert.equal(
    events.map(({ sequence }) => sequence),
    events.map(({ sequence }) => sequence).sort((one, other) => one - other),
  );

  const charts = await get<ChartsReply>(shown.at('api/charts'));
  const ids = new Set(charts.flatMap((chart) => transitionsIn(chart)));
  for (const { transition } of events) assert.ok(transition === null || ids.has(transition));
  const process = charts.find(({ id }) => id === 'process')!;
  assert.equal(process.truths['alive.starting']![0], 'Timer: `readyWithin`.');
});

live('the past is as it was', async () => {
  await using shown = await shownKeeper({ front: camera() });
  await untilHealthy(shown.keeper, 'front');
  const { events } = await get<StoryReply>(shown.at('api/story?camera=front'));
  const healthy = events.find(({ state }) => state === 'running.healthy')!;
  shown.keeper.disable('front');
  await untilState(shown.keeper, 'front', 'disabled.byRequest');
  const then = await get<FleetReply>(shown.at(`api/fleet?at=${healthy.at}`));
  assert.is(then.cameras[0]!.state, 'running.healthy');
  const path = `api/cameras/front?at=${healthy.at}`;
  const { row, actors } = await get<CameraReply>(shown.at(path));
  assert.is(row!.reason, healthy.reason);
  const capture = actors.find((actor) => actor.path === 'camera:front/capture');
  assert.is(capture?.state, 'alive.ready');
  const before = await get<FleetReply>(shown.at('api/fleet?at=1000'));
  assert.equal(before.cameras, []);
  assert.is((await ask(shown.at('api/cameras/front?at=x'))).status, 400);
});

live('frames are pictures, each made once', async () => {
  await using shown = await shownKeeper({ front: camera(), off: camera(undefined, disabled) });
  await untilHealthy(shown.keeper, 'front');
  const path = shown.at('api/cameras/front/frame.jpg');
  const { status, headers, data } = await ask(path);
  assert.is(status, 200);
  assert.is(headers['content-type'], 'image/jpeg');
  assert.equal([...data.subarray(0, 3)], [0xff, 0xd8, 0xff]);
  const etag = headers.etag!;
  const isNew = async () =>
    (await ask(path, { headers: { 'if-none-match': etag } })).status === 200;
  await eventually('another frame', isNew);
  const again = async () => {
    const { headers: latest } = await ask(path);
    return (await ask(path, { headers: { 'if-none-match': latest.etag! } })).status === 304;
  };
  await eventually('the same frame', again);
  assert.is((await ask(shown.at('api/cameras/off/frame.jpg'))).status, 204);
  assert.is((await ask(shown.at('api/cameras/nobody/frame.jpg'))).status, 204);
});

const disabled = { enabled: false };

live('commands are planned, and done', async () => {
  await using shown = await shownKeeper({ front: camera() });
  await untilHealthy(shown.keeper, 'front');
  const disable = { command: 'disable', camera: 'front' };
  const planned = JSON.parse((await post(shown.at('api/plan'), disable)).text) as PlanReply;
  assert.equal(
    planned.plan.map(({ words }) => words),
    ['stop: is disabled by command'],
  );
  const section = camera();
  const add = { command: 'add', camera: 'back', section };
  const { plan } = JSON.parse((await post(shown.at('api/plan'), add)).text) as PlanReply;
  assert.equal(
    plan.map(({ camera: name, action }) => `${name} ${action}`),
    ['back start'],
  );
  assert.equal(Object.keys(shown.keeper.status().cameras), ['front']); // nothing was done

  assert.is((await post(shown.at('api/commands'), disable)).status, 200);
  await untilState(shown.keeper, 'front', 'disabled.byRequest');
  const restart = { command: 'restart', camera: 'front', role: 'capture' };
  for (const path of ['api/plan', 'api/commands']) {
    assert.is((await post(shown.at(path), restart)).status, 409, path);
    const unknown = await post(shown.at(path), { command: 'enable', camera: 'nobody' });
    assert.ok(unknown.status >= 400 && unknown.status < 500, path);
  }
  assert.is((await post(shown.at('api/commands'), add)).status, 200);
  await untilHealthy(shown.keeper, 'back');
});

live('what happens is told as it happens', async () => {
  await using shown = await shownKeeper({ front: camera(), back: camera() });
  await untilHealthy(shown.keeper, 'front');
  await using events = await listen(shown.at('api/live?camera=front'));
  const [whole] = await events.until('fleet', (changes) => changes.length > 0);
  assert.ok(whole!.isWhole);
  shown.keeper.disable('front');
  const told = await events.until('story', (batches) =>
    batches.some((batch) => batch.events.some(({ state }) => state === 'disabled.byRequest')),
  );
  const heard = told.flatMap((batch) => batch.events);
  assert.is(told.at(-1)!.lost, 0);
  assert.not.ok(heard.some(({ path }) => path.startsWith('camera:back')));
  assert.is(new Set(heard.map(({ sequence }) => sequence)).size, heard.length);
  await events.until('fleet', (changes) =>
    changes.some(({ changed }) =>
      changed.some(({ name, state }) => name === 'front' && state === 'disabled.byRequest'),
    ),
  );
  shown.keeper.remove('back');
  await events.until('fleet', (changes) => changes.some(({ removed }) => removed.includes('back')));
});

live('a camera that goes is shown until it is gone', async () => {
  const inputs = [{ path: generated.path, input_args: generated.inputArgs, roles: ['detect'] }];
  const ffmpeg = { path: fixture('ffmpeg-ignores-term.sh'), inputs };
  const deaf = camera(generated, { ffmpeg, camkeeper: { timeouts: { stop: 60 } } });
  await using shown = await shownKeeper({ deaf });
  const { capture } = await untilHealthy(shown.keeper, 'deaf');
  shown.keeper.remove('deaf');
  const going = async () => {
    const reply = await get<CameraReply>(shown.at('api/cameras/deaf'));
    return reply.row?.state.startsWith('stopping') ? reply : null;
  };
  const { actors } = await eventually('it stops', going);
  assert.ok(actors.some(({ path }) => path === 'camera:deaf/capture'));
  process.kill(capture.ffmpegPid!, 'SIGKILL');
  const gone = async () => {
    const reply = await get<CameraReply>(shown.at('api/cameras/deaf'));
    return reply.row === null ? reply : null;
  };
  const { note, lines: left } = await eventually('it is gone', gone, { withinMs: 20_000 });
  assert.is(note, 'there is no camera of this name');
  assert.equal(left, []);
});

live('it ends with the keeper', async () => {
  const shown = await shownKeeper({});
  await using events = await listen(shown.at('api/live'));
  await shown.keeper.stop();
  await within('the events end', events.ended);
  const isGone = () =>
    ask(shown.at('healthz')).then(
      () => false,
      () => true,
    );
  await eventually('nobody answers', isGone);
});

function find(events: readonly StoryEvent[], path: string, type: string): StoryEvent {
  const found = events.find(({ path: at, event }) => at === path && event === type);
  assert.ok(found, `${path} ${type}`);
  return found!;
}

type Chart = ChartsReply[number];

const transitionsIn = ({ boxes, arrows }: Chart) => [
  ...arrows.map(({ transition }) => transition),
  ...boxes.flatMap(({ lines }) => lines.map(({ transition }) => transition)),
];

live.run();
