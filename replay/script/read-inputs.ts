import type { EventObject } from 'xstate';
import type { Findings } from '../../config/findings.ts';
import { readCamera, readCameras } from './read-cameras.ts';
import { readWorld } from './read-world.ts';
import type { InputSection } from './schema.ts';
import { breakWords, cameraWords, type ScriptInput, type TimedInput } from './script.ts';
import { formatTime } from './times.ts';

/** From then on the keeper listens to its configuration. */
export const bootedMs = 1;

/** What happens, one of these in each input; what else may stand beside it. */
const kinds = {
  cameras: [],
  set: ['camera'],
  capture: ['camera', 'cause'],
  tracker: ['camera', 'cause'],
  recorder: ['camera', 'cause'],
  memory: ['camera'],
  breaks: ['camera'],
  command: ['camera', 'role', 'within'],
  world: [],
  to: ['event'],
} as const satisfies Partial<Record<keyof InputSection, readonly (keyof InputSection)[]>>;
type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds) as Kind[];

export function readInputs(sections: readonly InputSection[] = [], found: Findings): TimedInput[] {
  return sections.flatMap((section, index) => {
    const place = found.at('inputs').at(index);
    const input = readInput(section, place);
    if (input === null) return [];
    const words = inputWords(section);
    return [{ atMs: section.at, input, path: ['inputs', index], words }];
  });
}

function readInput(section: InputSection, found: Findings): ScriptInput | null {
  const named = kindNames.filter((kind) => section[kind] !== undefined);
  const [kind] = named;
  if (kind === undefined || named.length > 1) {
    const what = named.length === 0 ? 'nothing that happens' : named.join(' and ');
    found.error(`expected one of ${kindNames.join(', ')}, got ${what}`);
    return null;
  }
  for (const key of Object.keys(section) as (keyof InputSection)[]) {
    const allowed: readonly string[] = ['at', kind, ...kinds[kind]];
    if (!allowed.includes(key)) found.atKey(key).error(`has no meaning beside ${kind}`);
  }
  return readers[kind](section, found);
}

const readers: Readonly<Record<Kind, (section: InputSection, found: Findings) => ScriptInput>> = {
  cameras: ({ cameras = {} }, found) => {
    return { type: 'cameras', cameras: readCameras(cameras, found.at('cameras')) };
  },
  set: (section, found) => {
    const camera = cameraOf(section, found);
    return { type: 'set', camera, wish: readCamera(camera, section.set, found.at('set'))! };
  },
  capture: (section, found) => readProcess(section, 'capture', found),
  tracker: (section, found) => readProcess(section, 'tracker', found),
  recorder: (section, found) => readProcess(section, 'recorder', found),
  memory: (section, found) => ({ type: 'room', camera: cameraOf(section, found) }),
  breaks: readBreak,
  command: readCommand,
  world: ({ world = {} }, found) => {
    return { type: 'world', world: readWorld(world, found.at('world')) };
  },
  to: ({ to = '', event }, found) => {
    if (typeof event?.type !== 'string') found.error('expected an event with a type beside to');
    return { type: 'raw', to, event: event as EventObject };
  },
};

function readProcess(
  section: InputSection,
  role: 'capture' | 'tracker' | 'recorder',
  found: Findings,
): ScriptInput {
  const { cause = 'crashed' } = section;
  const word = section[role]!;
  if (section.cause && word !== 'exits') found.at('cause').error(`has no meaning for ${word}`);
  return { type: 'process', camera: cameraOf(section, found), role, word, cause };
}

function readBreak(section: InputSection, found: Findings): ScriptInput {
  const what = section.breaks!;
  const isOfCamera = breakWords.indexOf(what) < breakWords.indexOf('gate');
  return { type: 'breaks', camera: isOfCamera ? cameraOf(section, found) : null, what };
}

function readCommand(section: InputSection, found: Findings): ScriptInput {
  const { command, role = null, within = 8000 } = section;
  if (section.within !== undefined && command !== 'stop') {
    found.atKey('within').error('has a meaning for stop only');
  }
  if (role !== null && command !== 'restart') {
    found.atKey('role').error('has a meaning for restart only');
  }
  if (command === 'stop') return { type: 'stop', withinMs: within };
  const camera = cameraOf(section, found);
  if (command === 'restart') return { type: 'restart', camera, role };
  const word = cameraWords.find((one) => one === command)!;
  return { type: 'command', camera, command: word };
}

function cameraOf({ camera }: InputSection, found: Findings): string {
  if (camera === undefined) found.at('camera').error('missing: expected the name of a camera');
  return camera ?? '';
}

function inputWords({ at, ...section }: InputSection): string {
  const parts = Object.entries(section).map(([key, value]) => {
    return `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  });
  const text = `${formatTime(at)} ${parts.join(', ')}`;
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
