import type { ExitCause, Role } from '../../actors/contracts.ts';
import type { CameraContext } from '../../machines/camera-context.ts';
import type { ProcessPhase } from '../../machines/process-setup.ts';
import type { Stimulus } from '../support/explore.ts';
import { wish } from '../support/wish.ts';

// Every event that each machine can hear, in the variants that make a difference to it.

const time: Stimulus = ['time', null];
const named = (event: { readonly type: string }, name = ''): Stimulus => [
  `${event.type} ${name}`.trim(),
  event,
];
const region = { id: 1, generation: 1, width: 1280, height: 720, slots: 10, slotBytes: 1 };
const policy = {
  firstBackOffMs: 500,
  backOffMaxMs: 10_000,
  readyWithinMs: 35_000,
  stopWithinMs: 4_000,
  healthyAfterMs: 60_000,
};
const config = wish().config;
const want = (revision: string, generation: number) =>
  named(
    { type: 'process.want', want: { revision, generation, region, config, policy } } as never,
    `${revision} ${generation}`,
  );
const exitOf = (cause: ExitCause) => ({
  code: 1,
  signal: null,
  cause,
  detail: null,
  lastLines: [],
});
const exited = (cause: ExitCause) =>
  named({ type: 'process.exited', exit: exitOf(cause) } as never, cause);
const error = { code: 'X', message: 'x' };
const broke = (id: string) =>
  named({ type: `xstate.error.actor.${id}`, actorId: id, error } as never);

export const processAlphabet: readonly Stimulus[] = [
  want('1.1', 1),
  want('1.1', 2),
  want('1.2', 3),
  want('2.1', 4),
  named({ type: 'process.stop' }),
  named({ type: 'process.finish' }),
  named({ type: 'process.restart' }),
  named({ type: 'process.kill' }),
  named({ type: 'gate.granted' }),
  named({ type: 'process.spawned', pid: 7 } as never),
  named({ type: 'process.ready', afterMs: 5 } as never),
  named({ type: 'process.acknowledged', generation: 2 } as never),
  named({ type: 'process.hung' }),
  named({ type: 'process.stale' }),
  named({ type: 'process.recording', isUp: true, fault: null } as never),
  exited('crashed'),
  exited('ring-unusable'),
  broke('run'),
  named({ type: 'no.such.event' }),
  time,
];

type Desire = Partial<CameraContext['desired']>;
const configure = (name: string, desired: Desire): Stimulus =>
  named(
    {
      type: 'camera.configure',
      disabledBy: null,
      leaving: false,
      config: null,
      ...desired,
    } as never,
    name,
  );
const changed = (role: Role, phase: ProcessPhase, cause?: ExitCause): Stimulus => {
  const exit = cause ? { ...exitOf(cause), forced: false, regionId: 1 } : null;
  return named(
    { type: 'process.changed', role, phase, exit } as never,
    `${role} ${phase} ${cause}`,
  );
};
const phases = ['off', 'gated', 'starting', 'ready', 'stopping', 'backingOff'] as const;
const ofRole = (role: Role): Stimulus[] => [
  ...phases.map((phase) => changed(role, phase)),
  changed(role, 'backingOff', 'ring-unusable'),
  named({ type: 'process.stopped', role, exit: null } as never, role),
  named({ type: 'process.stopped', role, exit: { forced: true } } as never, `${role} forced`),
  named({ type: 'process.broken', role } as never, role),
  named({ type: 'camera.restart', role } as never, role),
  broke(role),
];

export const cameraAlphabet: readonly Stimulus[] = [
  configure('run', { generation: 1, config }),
  configure('run smaller', { generation: 2, config: wish({ width: 640 }).config }),
  configure('another url', { generation: 3, config: wish({ url: 'b' }).config }),
  configure('off', { generation: 4, disabledBy: 'config' }),
  configure('off by request', { generation: 5, disabledBy: 'request' }),
  configure('leave', { generation: 6, leaving: true }),
  named({ type: 'camera.restart', role: null } as never),
  named({ type: 'camera.hurry', withinMs: 100 } as never),
  named({ type: 'gate.granted', path: 'camera:a/capture' } as never),
  named({ type: 'memory.allocated', region } as never),
  named({ type: 'memory.refused', error } as never),
  named({ type: 'memory.room' }),
  ...[1, 2, 3].flatMap((generation) => [
    named({ type: 'memory.answered', generation, error: null } as never, `yes ${generation}`),
    named({ type: 'memory.answered', generation, error } as never, `no ${generation}`),
  ]),
  named({ type: 'memory.freed' }),
  named({ type: 'queue.drained', finished: 1, discarded: 2 } as never),
  ...ofRole('capture'),
  ...ofRole('tracker'),
  ...ofRole('recorder'),
  configure('record', { generation: 7, config: wish({ record: 'apart' }).config }),
  named({ type: 'gate.granted', path: 'camera:a/recorder' } as never),
  broke('memory'),
  named({ type: 'no.such.event' }),
  time,
];

const result = { finished: 0, discarded: 0, forced: [], abandoned: [], fault: null };
const ended = (camera: string, name: string, changes: object = {}): Stimulus => {
  const output = { ...result, name: camera, ...changes };
  return named({ type: 'camera.ended', camera, output } as never, `${camera} ${name}`);
};
const desired = (name: string, cameras: object): Stimulus =>
  named({ type: 'config.changed', desired: { cameras: Object.entries(cameras) } } as never, name);
const ofCamera = (camera: string): Stimulus[] => [
  ended(camera, 'in order'),
  ended(camera, 'broken', { fault: error }),
  ended(camera, 'abandoned', { abandoned: ['capture'] }),
  named({ type: 'camera.broke', camera, error } as never, camera),
  named({ type: 'reaper.cleared', camera, killed: [], abandoned: [] } as never, camera),
  named({ type: 'keeper.restart', camera, role: null } as never, camera),
  named({ type: 'gate.granted', path: `camera:${camera}/capture` } as never, camera),
];

export const keeperAlphabet: readonly Stimulus[] = [
  desired('none', {}),
  desired('a', { a: wish() }),
  desired('a, b', { a: wish({ url: 'b' }), b: wish() }),
  named({ type: 'config.rejected', problems: [] } as never),
  named({ type: 'keeper.stop', withinMs: 8000 } as never, '8 s'),
  named({ type: 'keeper.stop', withinMs: 1000 } as never, '1 s'),
  named({ type: 'reaper.swept', killed: [] } as never),
  named({ type: 'reaper.emptied', killed: [], abandoned: [] } as never),
  ...ofCamera('a'),
  ...ofCamera('unknown'),
  broke('config'),
  broke('fleet'),
  broke('gate'),
  broke('reaper'),
  named({ type: 'deadline.keeper' }),
  named({ type: 'no.such.event' }),
  time,
];

const request = (path: string, first: boolean) =>
  named({ type: 'gate.request', path, first } as never, `${path} ${first}`);
export const gateAlphabet: readonly Stimulus[] = [
  request('a', true),
  request('b', false),
  request('c', true),
  ...['a', 'b', 'c'].map((path) => named({ type: 'gate.release', path } as never, path)),
  ...['a', 'b', 'c'].flatMap((path) =>
    ['gate.held', 'gate.ready', 'gate.failed'].map((type) => named({ type, path } as never, path)),
  ),
  named({ type: 'gate.configure', width: 1, holdMs: 500 } as never),
  named({ type: 'gate.configure', width: 3, holdMs: 500 } as never, 'wider'),
  named({ type: 'no.such.event' }),
  time,
];
