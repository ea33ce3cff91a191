import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chartOf } from '../../charts/chart-of.ts';
import { layOut } from '../../charts/lay-out.ts';
import { machines } from '../../charts/machines.ts';
import type { CommandRequest, InspectedChart, KeeperRow } from '../../inspector/api.ts';
import { root } from '../support/paths.ts';
import { replyOf, SimulatedFleet } from './simulated-fleet.ts';

/**
 * Serves the page with what a keeper of many cameras would say, as `inspector/api.ts` has it. Made
 * to look at the page, and to test what a real fleet would have to be brought to first.
 */
export type FakeServer = {
  readonly url: string;
  readonly fleet: SimulatedFleet;
  readonly commands: readonly CommandRequest[];
  readonly close: () => void;
};

export type FakeOptions = {
  readonly cameras?: number;
  /** How many cameras something happens to, a second. */
  readonly stirred?: number;
  readonly port?: number;
  /** What is different about the keeper. */
  readonly keeper?: Partial<KeeperRow>;
};

const periodMs = 200;
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

export async function startFakeServer(options: FakeOptions = {}): Promise<FakeServer> {
  const charts = await drawnCharts();
  const fleet = new SimulatedFleet(charts, { count: options.cameras ?? 500 });
  const startedMs = Date.now();
  const commands: CommandRequest[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const stirring = setInterval(
    () => fleet.stir(Math.ceil(((options.stirred ?? 25) * periodMs) / 1000)),
    periodMs,
  );
  timers.add(stirring);
  const keeper = { ...keeperRow(startedMs), ...options.keeper };
  const serving: Serving = { fleet, charts, startedMs, keeper, commands, timers };
  const server = createServer((request, response) => void answer(request, response, serving));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const close = () => {
    for (const timer of timers) clearInterval(timer);
    server.close();
    server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    fleet,
    commands,
    close,
  };
}

type Serving = {
  readonly fleet: SimulatedFleet;
  readonly charts: readonly InspectedChart[];
  readonly startedMs: number;
  readonly keeper: KeeperRow;
  readonly commands: CommandRequest[];
  readonly timers: Set<NodeJS.Timeout>;
};

async function drawnCharts(): Promise<InspectedChart[]> {
  const drawn = Object.entries(machines).map(async ([name, machine]) => {
    const text = readFileSync(join(root, `docs/machines/${name}.md`), 'utf8');
    const sections = text.split(/^### /m).slice(1);
    const truths = sections.map((section) => [
      /^`(.*)`/.exec(section)?.[1] ?? '',
      [...section.matchAll(/^- (.*)$/gm)].map(([, truth]) => truth!),
    ]);
    return { ...(await layOut(chartOf(machine))), truths: Object.fromEntries(truths) };
  });
  return Promise.all(drawn);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  serving: Serving,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
  const [first, kind, name, rest] = pathname.slice(1).split('/').map(decodeURIComponent);
  response.setHeader('content-security-policy', policy);
  if (first !== 'api') return sendPage(pathname, response);
  if (request.method === 'POST') return command(request, response, serving);
  if (kind === 'live') return live(searchParams.get('camera'), response, serving);
  if (rest === 'frame.jpg') return sendFrame(response);
  const atMs = Number(searchParams.get('at') ?? Date.now());
  const camera = serving.fleet.cameras.get(name ?? searchParams.get('camera') ?? '');
  if (kind === 'charts') return json(response, serving.charts);
  if (kind === 'fleet') return json(response, fleetReply(serving, atMs));
  if (kind === 'story') return json(response, { events: camera?.events ?? [], isWhole: true });
  if (kind === 'cameras' && camera) return json(response, replyOf(camera, atMs));
  json(response, { error: { code: 'NO_SUCH_CAMERA', message: `there is no camera ${name}` } }, 404);
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

function sendPage(path: string, response: ServerResponse): void {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const type = types[name.split('.').at(-1)!];
  const isOurs = type !== undefined && /^[a-z]+\.[a-z]+$/.test(name);
  response.writeHead(isOurs ? 200 : 404, { 'content-type': type ?? 'text/plain' });
  response.end(isOurs ? readFileSync(join(root, 'dist/inspector/page', name)) : 'nothing');
}

/** Not a JPEG, but a picture: the page does not look at its type. */
function sendFrame(response: ServerResponse): void {
  const hue = Math.floor(Date.now() / 40) % 360;
  response.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'no-store' });
  response.end(
    `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360"
    fill="hsl(${hue} 30% 35%)"/><circle cx="${hue * 1.7}" cy="190" r="46" fill="#fff8"/></svg>`,
  );
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

const keeperRow = (startedMs: number): KeeperRow => ({
  instance: '/run/user/1000/camkeeper',
  pid: 4711,
  state: 'running',
  sinceMs: startedMs,
  generation: 12,
  store: { state: 'ok', reason: null },
  journal: { state: 'memory', path: null, reason: null, memoryBytes: 2 ** 22, failures: [] },
});

const pastOf = (startedMs: number) => ({ fromMs: startedMs - 600_000, toMs: Date.now() });

function fleetReply({ fleet, startedMs, keeper }: Serving, at: number) {
  const cameras = [...fleet.cameras.values()].map(({ row }) => row);
  return { at, keeper, cameras, past: pastOf(startedMs), isLive: true };
}

function live(camera: string | null, response: ServerResponse, serving: Serving): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const told = new Map<string, object>();
  let last = 0;
  const send = (event: string, data: object) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const tell = () => {
    const rows = [...serving.fleet.cameras.values()].map(({ row }) => row);
    const changed = rows.filter((row) => told.get(row.name) !== row);
    const removed = [...told.keys()].filter((name) => !serving.fleet.cameras.has(name));
    const isWhole = told.size === 0;
    for (const row of changed) told.set(row.name, row);
    for (const name of removed) told.delete(name);
    if (changed.length + removed.length > 0) {
      send('fleet', { at: Date.now(), changed, removed, isWhole });
    }
    const events = serving.fleet.cameras.get(camera ?? '')?.events ?? [];
    const fresh = events.filter(({ sequence }) => sequence > last);
    last = fresh.at(-1)?.sequence ?? last;
    if (fresh.length > 0) send('story', { events: fresh, lost: 0 });
    const { keeper } = serving;
    send('keeper', { at: Date.now(), keeper, past: pastOf(serving.startedMs) });
  };
  tell();
  const timer = setInterval(tell, periodMs);
  serving.timers.add(timer);
  response.on('close', () => clearInterval(timer));
}

async function command(
  request: IncomingMessage,
  response: ServerResponse,
  { fleet, commands }: Serving,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const asked = JSON.parse(Buffer.concat(chunks).toString()) as CommandRequest;
  const camera = asked.command === 'reload' ? 'front' : asked.camera;
  if (request.url === '/api/plan') {
    const words = `${asked.command} ${camera}: its processes notice`;
    return json(response, { plan: [{ camera, action: asked.command, words }] });
  }
  commands.push(asked);
  if (asked.command === 'add') fleet.add(camera);
  if (asked.command === 'remove') fleet.cameras.delete(camera);
  if (asked.command === 'disable') fleet.advance(camera, 'stopping.capture');
  if (asked.command === 'enable') fleet.advance(camera, 'starting.allocating');
  json(response, { ok: true });
}
