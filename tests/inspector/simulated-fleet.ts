import type { CameraReply, CameraRow, InspectedChart, StoryEvent } from '../../inspector/api.ts';
import { seeded } from '../support/seeded.ts';

/**
 * A fleet that lives: cameras start, fail, back off, come back. It knows the charts, so that what
 * it tells are transitions that exist. The story of each camera is kept.
 */
export class SimulatedFleet {
  readonly cameras = new Map<string, SimulatedCamera>();
  readonly #charts: ReadonlyMap<string, InspectedChart>;
  readonly #random: () => number;
  #sequence = 0;
  /** What is told now happened so long ago. */
  #agoMs = 0;

  constructor(charts: readonly InspectedChart[], { count = 500, seed = 1 } = {}) {
    this.#charts = new Map(charts.map((chart) => [chart.id, chart]));
    this.#random = seeded(seed).next;
    for (let index = 0; index < count; index++) this.#addGrown(nameOf(index));
    this.#agoMs = 0;
  }

  add(name: string): void {
    this.cameras.set(name, freshCamera(name));
    this.advance(name);
  }

  /** With some minutes behind it. */
  #addGrown(name: string): void {
    this.cameras.set(name, freshCamera(name));
    const startMs = grownMs * this.#random();
    for (let step = 1; step <= 6; step++) {
      this.#agoMs = startMs / step ** 2;
      this.advance(name);
    }
  }

  /** Something happens to so many cameras. Returns their names. */
  stir(count: number): string[] {
    const names = [...this.cameras.keys()];
    const chosen = Array.from(
      { length: count },
      () => names[Math.floor(this.#random() * names.length)]!,
    );
    for (const name of chosen) this.advance(name);
    return chosen;
  }

  /** The next thing in the life of a camera; or what it is told to become. */
  advance(name: string, wanted?: string): void {
    const camera = this.cameras.get(name)!;
    const choices = lives[camera.row.state] ?? [];
    const index = this.#random() < 0.94 ? 0 : choices.length - 1;
    const state = wanted ?? choices[index] ?? 'running.healthy';
    this.#hear(camera, {
      suffix: '/capture',
      to: phases[state] ?? 'alive.ready',
      from: '/capture/run',
    });
    this.#hear(camera, { suffix: '', to: state, from: '/capture' });
    camera.row = rowIn(camera.row, state, { random: this.#random, agoMs: this.#agoMs });
  }

  #hear(camera: SimulatedCamera, heard: Heard): void {
    const path = `camera:${camera.row.name}${heard.suffix}`;
    const machine = heard.suffix === '' ? 'camera' : 'process';
    const before = camera.states.get(path) ?? 'off';
    camera.states.set(path, heard.to);
    const arrow = this.#charts
      .get(machine)
      ?.arrows.find((one) => covers(one.from, before) && covers(one.to, heard.to));
    this.#sequence++;
    const event: StoryEvent = {
      sequence: this.#sequence,
      at: Date.now() - this.#agoMs,
      path,
      event: machine === 'camera' ? 'process.changed' : 'process.exited',
      from: `camera:${camera.row.name}${heard.from}`,
      state: heard.to,
      transition: arrow?.transition ?? null,
    };
    camera.events.push(event);
    if (camera.events.length > eventsMax) camera.events.shift();
  }
}

export type SimulatedCamera = {
  row: CameraRow;
  readonly states: Map<string, string>;
  readonly events: StoryEvent[];
};

type Heard = { readonly suffix: string; readonly to: string; readonly from: string };

const eventsMax = 2000;
const grownMs = 600_000;
const covers = (path: string, state: string): boolean =>
  path !== '' && (path === state || state.startsWith(`${path}.`) || path.startsWith(`${state}.`));

const places = [
  'gate',
  'yard',
  'hall',
  'ramp',
  'dock',
  'roof',
  'lobby',
  'aisle',
  'stairs',
  'street',
];
function nameOf(index: number): string {
  const number = Math.floor(index / places.length) + 1;
  return `${places[index % places.length]}-${String(number).padStart(2, '0')}`;
}

/** What follows: what is likely first, what is rare last. */
const lives: Readonly<Record<string, readonly string[]>> = {
  'disabled.byConfig': ['starting.allocating', 'disabled.faulted'],
  'disabled.byRequest': ['disabled.byRequest'],
  'disabled.faulted': ['disabled.faulted', 'disabled.byConfig'],
  'starting.allocating': ['starting.connecting', 'disabled.faulted'],
  'starting.connecting': ['running.degraded', 'starting.backingOff'],
  'starting.gated': ['starting.connecting'],
  'starting.backingOff': ['starting.gated', 'starting.backingOff'],
  'running.degraded': ['running.healthy', 'starting.backingOff'],
  'running.healthy': ['running.healthy', 'starting.backingOff'],
  'stopping.capture': ['stopping.tracker'],
  'stopping.tracker': ['stopping.memory'],
  'stopping.memory': ['disabled.byRequest'],
};

const phases: Readonly<Record<string, string>> = {
  'starting.connecting': 'alive.starting',
  'starting.backingOff': 'backingOff',
  'starting.gated': 'gated',
  'stopping.capture': 'alive.stopping',
  'disabled.byRequest': 'off',
  'disabled.byConfig': 'off',
  'disabled.faulted': 'off',
};

const reasons: Readonly<Record<string, string>> = {
  'running.healthy': 'first frame after 412 ms',
  'running.degraded': 'the tracker is starting',
  'starting.connecting': 'waiting for the first frame',
  'starting.backingOff':
    'capture: ffmpeg ended with exit 1: rtsp://10.0.4.17/live: Connection refused',
  'starting.gated': 'waits for its turn to start',
  'starting.allocating': 'reserving memory for frames of 1280x720',
  'disabled.faulted': 'needs 112 MB for its frames, there are 64 MB',
  'disabled.byConfig': 'disabled in the configuration',
  'disabled.byRequest': 'disabled by command',
  'stopping.capture': 'disabled by command; capture is ending',
};

function freshCamera(name: string): SimulatedCamera {
  const row = { name, state: 'disabled.byConfig', sinceMs: Date.now(), reason: '', next: null };
  const figures = { fps: 0, droppedTotal: 0, size: null };
  return { row: { ...row, ...figures }, states: new Map(), events: [] };
}

type Around = { readonly random: () => number; readonly agoMs: number };

function rowIn(row: CameraRow, state: string, { random, agoMs }: Around): CameraRow {
  const isUp = state.startsWith('running');
  const waits = {
    'starting.backingOff': 'start capture',
    'starting.connecting': 'give up this attempt',
  };
  const what = waits[state as keyof typeof waits];
  return {
    ...row,
    state,
    sinceMs: state === row.state ? row.sinceMs : Date.now() - agoMs,
    reason: reasons[state] ?? state,
    next: what ? { what, atMs: Date.now() + 2000 + random() * 20_000 } : null,
    fps: isUp ? Math.round(48 + random() * 6) / 10 : 0,
    droppedTotal: (row.droppedTotal ?? 0) + (random() < 0.05 ? 1 : 0),
    size: isUp ? { width: 1280, height: 720 } : null,
  };
}

/** As `GET /api/cameras/NAME` tells it. */
export function replyOf({ row, states, events }: SimulatedCamera, atMs: number): CameraReply {
  const actor = (path: string, machine: string, state: string) => {
    const last = events.findLast((event) => event.path === path && event.at <= atMs);
    const delays = delaysOf[last?.state ?? state] ?? [];
    return {
      path,
      machine,
      state: last?.state ?? state,
      sinceMs: last?.at ?? row.sinceMs,
      delays: delays.map((name) => ({ name, endsMs: row.next?.atMs ?? atMs + 8000 })),
    };
  };
  const path = `camera:${row.name}`;
  return {
    at: atMs,
    row,
    context: {
      name: row.name,
      desired: { config: { detect: { width: 1280, fps: 5 } }, leaving: false },
    },
    actors: [
      actor('keeper', 'keeper', 'running'),
      actor('gate', 'gate', 'open'),
      actor(path, 'camera', row.state),
      actor(`${path}/capture`, 'process', states.get(`${path}/capture`) ?? 'off'),
      actor(`${path}/tracker`, 'process', row.size ? 'alive.ready' : 'off'),
      actor(`${path}/recorder`, 'process', 'off'),
    ],
    lines: Array.from({ length: 30 }, (_, index) => ({
      at: row.sinceMs + index * 40,
      path: `${path}/capture/run`,
      text: `[rtsp @ 0x55d0c8e2a4c0] frame ${index}: max delay reached, need to consume packet`,
    })),
    note: null,
  };
}

const delaysOf: Readonly<Record<string, readonly string[]>> = {
  backingOff: ['backOff'],
  'alive.starting': ['readyWithin'],
  'starting.allocating': ['answerWithin'],
};
