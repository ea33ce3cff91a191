import type { Findings } from '../../config/findings.ts';
import type { Behaviour } from '../world/world.ts';
import type { WorldSection } from './schema.ts';
import type { MemoryPart, WorldPart } from './script.ts';

export function readWorld(section: WorldSection, findings: Findings): WorldPart {
  const { seed, gate, stop_within, processes, memory } = section;
  const { width = 2, hold = 1000 } = gate ?? {};
  return {
    ...(seed !== undefined && { seed }),
    ...(gate && { gate: { width, holdMs: hold } }),
    ...(stop_within !== undefined && { stopWithinMs: stop_within }),
    ...(processes && { processes: readProcesses(processes, findings.at('processes')) }),
    ...(memory && { memory: readMemory(memory, findings.at('memory')) }),
  };
}

type Processes = NonNullable<WorldSection['processes']>;

function readProcesses(processes: Processes, findings: Findings) {
  const read = Object.entries(processes).map(([whose, section]) => {
    if (!/^(any|([\w-]+\/)?(capture|tracker|recorder))$/.test(whose)) {
      findings.atKey(whose).error('expected any, a role (capture) or one process (front/capture)');
    }
    return [whose, readBehaviour(section)] as const;
  });
  return Object.fromEntries(read);
}

function readBehaviour(section: Processes[string]): Partial<Behaviour> {
  const { throws, cause, ready, exit, term, finish, kill } = section;
  const times = { readyMs: ready, exitMs: exit, termMs: term, finishMs: finish, killMs: kill };
  const given = Object.entries(times).filter(([, time]) => time !== undefined);
  return {
    ...(throws !== undefined && { throws }),
    ...(cause && { exitCause: cause }),
    ...Object.fromEntries(given.map(([name, time]) => [name, time === 'never' ? null : time])),
  };
}

type Memory = NonNullable<WorldSection['memory']>;

function readMemory({ room, refuses, ignores }: Memory, findings: Findings): MemoryPart {
  const roomBytes = room === undefined ? null : parseSize(room);
  if (room !== undefined && roomBytes === null) {
    findings.at('room').error('expected a size: 24MiB, 500000B or unlimited');
  }
  return {
    ...(roomBytes !== null && { roomBytes }),
    ...(refuses && { refuses }),
    ...(ignores && { ignores }),
  };
}

const units = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 } as const;

function parseSize(text: string): number | null {
  if (text === 'unlimited') return Number.POSITIVE_INFINITY;
  const found = /^(\d+(?:\.\d+)?) ?(B|KiB|MiB|GiB)$/.exec(text);
  return found ? Math.floor(Number(found[1]) * units[found[2] as keyof typeof units]) : null;
}
