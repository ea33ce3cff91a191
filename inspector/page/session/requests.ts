import type {
  CameraReply,
  ChartsReply,
  CommandReply,
  CommandRequest,
  ErrorReply,
  FleetReply,
  PlanReply,
  StoryReply,
} from '../../api.ts';

/** What the server refused, in its words. */
export class Refused extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

export const fetchFleet = (atMs: number | null = null): Promise<FleetReply> =>
  get(`api/fleet${query({ at: atMs })}`);

export const fetchCharts = (): Promise<ChartsReply> => get('api/charts');

export const fetchCamera = (name: string, atMs: number | null): Promise<CameraReply> =>
  get(`api/cameras/${encodeURIComponent(name)}${query({ at: atMs })}`);

export const fetchStory = (
  camera: string,
  { fromMs, toMs }: { readonly fromMs: number | null; readonly toMs: number | null },
): Promise<StoryReply> => get(`api/story${query({ camera, fromMs, toMs })}`);

export const fetchPlan = (request: CommandRequest): Promise<PlanReply> => post('api/plan', request);

export const sendCommand = (request: CommandRequest): Promise<CommandReply> =>
  post('api/commands', request);

/** Asks for a picture that is newer than the one that is shown. */
export const frameUrl = (name: string, ask: number): string =>
  `api/cameras/${encodeURIComponent(name)}/frame.jpg?ask=${ask}`;

const deadlineMs = 15_000;

const get = <Reply>(path: string): Promise<Reply> => answer(path, {});

const post = <Reply>(path: string, body: object): Promise<Reply> =>
  answer(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function answer<Reply>(path: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(deadlineMs) });
  if (response.ok) return (await response.json()) as Reply;
  const told = (await response.json().catch(() => null)) as ErrorReply | null;
  throw new Refused(
    told?.error?.message ?? `the keeper answered ${response.status}`,
    response.status,
  );
}

function query(values: Readonly<Record<string, string | number | null>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== null);
  const text = (value: string | number | null) =>
    String(typeof value === 'number' ? Math.round(value * 1000) / 1000 : value);
  const search = new URLSearchParams(given.map(([name, value]) => [name, text(value)]));
  return given.length === 0 ? '' : `?${search}`;
}
