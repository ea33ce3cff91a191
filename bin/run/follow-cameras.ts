import type { CameraState, Keeper } from '../../index.ts';
import { nextWords } from '../view/words.ts';
import type { Level, Tell } from './entry.ts';
import { Quiet, type Sighting, type Telling } from './quiet.ts';

/** What happens to the cameras, a line for each change that is worth one; the others for debug. */
export function followCameras(keeper: Keeper, tell: Tell): void {
  const quiet = new Quiet();
  let timer: NodeJS.Timeout | null = null;
  const nextTime = () => {
    if (timer) clearTimeout(timer);
    const atMs = quiet.nextLookMs;
    timer = atMs === null ? null : setTimeout(look, atMs - performance.now()).unref();
  };
  const look = () => {
    for (const [camera, telling] of quiet.look(performance.now())) tellOf(camera, telling);
    nextTime();
  };
  const tellOf = (camera: string, { sighting, summary }: Telling, level?: Level) => {
    const { state, reason, next } = sighting;
    const coming = next?.at ? nextWords(next, Date.now()) : '';
    const message = [`${state}: ${reason}`, coming, summary].filter(Boolean).join('; ');
    const fields = { camera, state, reason, next };
    tell({ level: level ?? levelOf(state), message, fields, about: camera });
  };
  const hear = ({ camera, state, reason, next }: CameraState) => {
    const sighting = { state, reason, next };
    if (isPassing(sighting)) return tellOf(camera, { sighting, summary: '' }, 'debug');
    const telling = quiet.hear(camera, sighting, performance.now());
    tellOf(camera, telling ?? { sighting, summary: '' }, telling ? undefined : 'debug');
    nextTime();
  };
  keeper.states$.subscribe({ next: hear, complete: () => timer && clearTimeout(timer) });
}

/** What it only passes through on its way: there too, before a process has been started. */
const isPassing = ({ state, next }: Sighting): boolean =>
  passing.includes(state) || (state === 'starting.connecting' && next === null);

const passing = [
  'starting.allocating',
  'starting.gated',
  'stopping.tracker',
  'stopping.queue',
  'stopping.memory',
];

function levelOf(state: string): Level {
  if (state === 'disabled.faulted' || state === 'broken') return 'error';
  return state === 'starting.backingOff' || state === 'running.degraded' ? 'warn' : 'info';
}
