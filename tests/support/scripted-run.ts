import { fromCallback } from 'xstate';
import type { ExitCause, RunCommand, RunFact, RunInput } from '../../actors/contracts.ts';
import { recordedBy } from '../../config/recording.ts';
import type { FindStage } from './stage.ts';
import type { Behaviour, World } from './world.ts';

/** A process that does what its behaviour says, and complains when it is treated wrongly. */
export const scriptedRun = (stageOf: FindStage) =>
  fromCallback<RunCommand, RunInput>(({ input, sendBack, receive, system }) => {
    const { door, world } = stageOf(system);
    const behaviour = world.behave(input.camera, input.role);
    if (behaviour.throws) throw new Error('the actor of the run threw');
    const doorway = door.open(input.path, sendBack);
    const report = (fact: RunFact) => doorway.report(fact);
    const run = startRun({ world, input, behaviour, report });
    receive((command) => {
      if (command.type === 'process.signal') run.signal(command.signal);
      else run.configure(command.want.generation);
    });
    return () => {
      doorway.close();
      if (run.isAlive()) world.orphans.push(`${input.camera}/${input.role}`);
    };
  });

type Start = {
  readonly world: World;
  readonly input: RunInput;
  readonly behaviour: Behaviour;
  readonly report: (fact: RunFact) => void;
};

function startRun({ world, input, behaviour, report }: Start) {
  const { camera, role, want } = input;
  const key = `${camera}/${role}`;
  const region = judgeStart(world, input);
  const pid = world.nextNumber();
  const cancels: (() => void)[] = [];
  const soon = (delayMs: number | null, act: () => void) => {
    if (delayMs !== null && alive) cancels.push(world.later(act, delayMs));
  };
  let alive = true;
  const exit = (cause: ExitCause) => {
    if (!alive) return;
    alive = false;
    for (const cancel of cancels) cancel();
    world.runs.delete(key);
    region.noteExit(cause);
    world.note(`exit ${key} ${cause}`);
    report({ type: 'process.exited', exit: exited(cause) });
  };
  world.runs.set(key, { pid, input, killable: isKillable(behaviour), exit, ...blames(report) });
  report({ type: 'process.spawned', pid });
  soon(behaviour.readyMs, () => {
    report({ type: 'process.acknowledged', generation: want.generation });
    report({ type: 'process.ready', afterMs: behaviour.readyMs! });
    if (recordsBeside(input)) report({ type: 'process.recording', isUp: true, fault: null });
  });
  soon(behaviour.exitMs, () => exit(behaviour.exitCause));
  const finish = () => soon(behaviour.finishMs, () => exit('asked'));
  if (role === 'tracker') world.onQueueClosed.set(camera, finish);
  const signal = (name: 'SIGTERM' | 'SIGKILL') => {
    world.note(`${name} ${key}`);
    region.noteAsked();
    soon(name === 'SIGKILL' ? behaviour.killMs : behaviour.termMs, () => exit('asked'));
  };
  const configure = (generation: number) => {
    world.note(`configure ${key}`);
    report({ type: 'process.acknowledged', generation });
  };
  return { signal, configure, isAlive: () => alive };
}

/** Whether a process could not use its region. One that was asked to end has ended for that. */
function regionOf({ unusable }: World, { camera, role, want }: RunInput) {
  const found = `${camera}/${role} ${want.region.id}`;
  let asked = false;
  return {
    noteExit: (cause: ExitCause) => {
      if (cause === 'ring-unusable' && !asked) unusable.add(found);
    },
    noteAsked: () => {
      asked = true;
      unusable.delete(found);
    },
  };
}

const isKillable = ({ killMs }: Behaviour): boolean => killMs !== null;
const recordsBeside = ({ role, want }: RunInput): boolean =>
  role === 'capture' && recordedBy(want.config) === 'capture';

const blames = (report: Start['report']) => ({
  report,
  hang: () => report({ type: 'process.hung' }),
  stale: () => report({ type: 'process.stale' }),
});

const exited = (cause: ExitCause) => ({
  code: null,
  signal: null,
  cause,
  detail: null,
  lastLines: [],
});

function judgeStart(world: World, input: RunInput) {
  const { camera, role, want } = input;
  const key = `${camera}/${role}`;
  world.note(`spawn ${key} ${want.revision}`);
  if (world.runs.has(key)) world.violations.push(`two processes ${key}`);
  if (world.closedQueues.has(camera)) world.violations.push(`${key} started on a closed queue`);
  if (world.regions.get(camera) !== want.region.id) {
    world.violations.push(`${key} started without its region ${want.region.id}`);
  }
  if (world.unusable.has(`${key} ${want.region.id}`)) {
    world.violations.push(`${key} started with region ${want.region.id} that it cannot use`);
  }
  return regionOf(world, input);
}
