import type { AnyActorRef } from 'xstate';
import type { RunFact } from '../../actors/contracts.ts';
import type { DesiredCamera } from '../../config/desired.ts';
import { poison } from '../world/poison.ts';
import type { Simulation } from '../world/simulation.ts';
import type { BreakWord, CameraWord, ProcessInput, ScriptInput, WorldPart } from './script.ts';

/** Whoever does in a simulation what a script says. */
export function actor(simulation: Simulation, changeWorld: (part: WorldPart) => void) {
  const wishes = new Wishes((cameras) => simulation.desire(cameras));
  const stage: Stage = { simulation, wishes, changeWorld };
  return (input: ScriptInput): void => acts[input.type](input as never, stage);
}

type Stage = {
  readonly simulation: Simulation;
  readonly wishes: Wishes;
  readonly changeWorld: (part: WorldPart) => void;
};
type Act<Type> = (input: Extract<ScriptInput, { readonly type: Type }>, stage: Stage) => void;

const acts: { readonly [Type in ScriptInput['type']]: Act<Type> } = {
  cameras: ({ cameras }, { wishes }) => wishes.become(cameras),
  set: ({ camera, wish }, { wishes }) => wishes.set(camera, wish),
  command: ({ camera, command }, { wishes, simulation }) => {
    if (wishes.isKnown(camera)) wishes.obey(camera, command);
    else missing(simulation, camera);
  },
  restart: ({ camera, role }, { simulation }) => {
    simulation.command({ type: 'keeper.restart', camera, role });
  },
  stop: ({ withinMs }, { simulation }) => simulation.command({ type: 'keeper.stop', withinMs }),
  process: (input, { simulation }) => actOnProcess(simulation, input),
  room: ({ camera }, { simulation }) => {
    toCamera(simulation, camera, (machine) => machine.send({ type: 'memory.room' }));
  },
  breaks: ({ camera, what }, { simulation }) => {
    if (camera === null) breakApart(simulation, what);
    else toCamera(simulation, camera, (machine) => breakMachine(machine, what));
  },
  world: ({ world }, { changeWorld }) => changeWorld(world),
  // addresses are known in a recorded run only
  raw: ({ to }, { simulation }) => missing(simulation, to),
};

const missing = ({ world }: Simulation, who: string): void => world.note(`nobody is ${who}`);

function toCamera(simulation: Simulation, name: string, send: (to: AnyActorRef) => void): void {
  const machine = simulation.camera(name);
  if (machine) send(machine);
  else missing(simulation, name);
}

/** What is desired so far; commands are laid over it. */
class Wishes {
  readonly #desire: (cameras: Record<string, DesiredCamera>) => void;
  #cameras: Record<string, DesiredCamera> = {};

  constructor(desire: (cameras: Record<string, DesiredCamera>) => void) {
    this.#desire = desire;
  }

  isKnown(camera: string): boolean {
    return Object.hasOwn(this.#cameras, camera);
  }

  become(cameras: Readonly<Record<string, DesiredCamera>>): void {
    this.#cameras = { ...cameras };
    this.#desire(this.#cameras);
  }

  set(camera: string, wish: DesiredCamera): void {
    this.become({ ...this.#cameras, [camera]: wish });
  }

  obey(camera: string, word: CameraWord): void {
    const { [camera]: wish, ...others } = this.#cameras;
    if (word === 'remove') this.become(others);
    else this.set(camera, { ...wish!, disabledBy: word === 'enable' ? null : 'request' });
  }
}

const facts: Readonly<Record<Exclude<ProcessInput['word'], 'exits'>, RunFact>> = {
  hangs: { type: 'process.hung' },
  stale: { type: 'process.stale' },
  records: { type: 'process.recording', isUp: true, fault: null },
  'stops-recording': { type: 'process.recording', isUp: false, fault: 'the script says so' },
  'wants-restart': { type: 'process.restart' },
};

function actOnProcess(simulation: Simulation, { camera, role, word, cause }: ProcessInput): void {
  const run = simulation.world.runs.get(`${camera}/${role}`);
  if (!run) missing(simulation, `${camera}/${role}`);
  else if (word === 'exits') run.exit(cause);
  else run.report(facts[word]);
}

function breakMachine(camera: AnyActorRef, what: BreakWord): void {
  if (what === 'camera') camera.send(poison('process.changed', 'role'));
  else childOf(camera, what).send(poison('process.exited', 'exit'));
}

function breakApart({ root, failConfig }: Simulation, what: BreakWord): void {
  if (what === 'gate') childOf(root, 'gate').send(poison('gate.request', 'path'));
  else if (what === 'reaper') childOf(root, 'reaper').send(poison('reaper.clear', 'camera'));
  else failConfig(new Error('the file system is gone'));
}

const childOf = (actor: AnyActorRef, id: string): AnyActorRef => actor.getSnapshot().children[id];
