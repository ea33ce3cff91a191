import type { AnyActorRef } from 'xstate';
import type { RunFact } from '../../actors/contracts.ts';
import type { DesiredCamera } from '../../config/desired.ts';
import { poison } from '../world/poison.ts';
import type { Simulation } from '../world/simulation.ts';
import type { BreakWord, CameraWord, ProcessInput, ScriptInput, WorldPart } from './script.ts';

/** Whoever does in a simulation what a script says. */
export function actor(simulation: Simulation, changeWorld: (part: WorldPart) => void) {
  const { world, command, camera: machineOf } = simulation;
  const wishes = new Wishes((cameras) => simulation.desire(cameras));
  const missing = (who: string) => world.note(`nobody is ${who}`);
  const toCamera = (name: string, send: (machine: AnyActorRef) => void) => {
    const machine = machineOf(name);
    if (machine) send(machine);
    else missing(name);
  };
  return (input: ScriptInput): void => {
    switch (input.type) {
      case 'cameras':
        return wishes.become(input.cameras);
      case 'set':
        return wishes.set(input.camera, input.wish);
      case 'command':
        return wishes.isKnown(input.camera)
          ? wishes.obey(input.camera, input.command)
          : missing(input.camera);
      case 'restart':
        return command({ type: 'keeper.restart', camera: input.camera, role: input.role });
      case 'stop':
        return command({ type: 'keeper.stop', withinMs: input.withinMs });
      case 'process':
        return actOnProcess(simulation, input);
      case 'room':
        return toCamera(input.camera, (machine) => machine.send({ type: 'memory.room' }));
      case 'breaks':
        if (input.camera === null) return breakApart(simulation, input.what);
        return toCamera(input.camera, (machine) => breakMachine(machine, input.what));
      case 'world':
        return changeWorld(input.world);
      case 'raw':
        return missing(input.to); // addresses are known in a recorded run only
    }
  };
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

function actOnProcess({ world }: Simulation, { camera, role, word, cause }: ProcessInput): void {
  const run = world.runs.get(`${camera}/${role}`);
  if (!run) world.note(`nobody is ${camera}/${role}`);
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
