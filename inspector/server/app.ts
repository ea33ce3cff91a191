import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import type { CommandReply, PlanReply } from '../api.ts';
import type { Charts } from './charts.ts';
import type { Feed } from './feed.ts';
import { PageFiles } from './page-files.ts';
import { errorReply, failed } from './replies.ts';
import { readCommand, readMoment, readStretch } from './requests.ts';
import { refusal, securityHeaders } from './same-origin.ts';
import type { Source } from './source.ts';

export type AppParts = {
  readonly source: Source;
  readonly charts: Charts;
  readonly feed: Feed;
  /** What it may be called, once it listens. */
  readonly hosts: () => readonly string[];
  /** Where the page lies, if not where it is built. */
  readonly page?: string | undefined;
};

const bodyBytesMax = 64 * 1024;

/** The inspector as HTTP: who may ask, and what is answered. */
export function createApp(parts: AppParts): FastifyInstance {
  const app = fastify({
    bodyLimit: bodyBytesMax,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    routerOptions: { maxParamLength: 200 },
  });
  app.addHook('onRequest', async ({ raw }, reply) => {
    reply.headers({ ...securityHeaders, 'cache-control': 'no-store' });
    const { method = '', url = '', headers } = raw;
    const why = refusal({ method, url, headers }, parts.hosts());
    if (why !== null) return reply.code(403).send(errorReply('FORBIDDEN', why));
  });
  app.setErrorHandler((error, _, reply) => {
    const { status, body } = failed(error);
    return reply.code(status).send(body);
  });
  app.setNotFoundHandler((_, reply) => notFound(reply, 'there is nothing here'));
  addReading(app, parts);
  addPictures(app, parts);
  addCommands(app, parts);
  addPage(app, parts);
  return app;
}

function addReading(app: FastifyInstance, { source, charts, feed }: AppParts): void {
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_, reply) => {
    return reply.code(source.isReady ? 200 : 503).send({ ok: source.isReady });
  });
  app.get('/api/fleet', async ({ query }) => source.fleet(readMoment(query)));
  app.get('/api/charts', async (_, reply) => {
    return reply.type('application/json; charset=utf-8').send(await charts.json());
  });
  app.get('/api/story', async ({ query }) => {
    const { camera = null, fromMs, toMs } = readStretch(query);
    return source.story({ camera, fromMs, toMs });
  });
  app.get('/api/live', (request, reply) => {
    const { camera = null } = readStretch(request.query);
    const last = Number(request.headers['last-event-id']);
    if (!feed.hasRoom) throw Object.assign(new Error('too many pages listen'), { statusCode: 503 });
    reply.hijack();
    feed.listen(reply.raw, {
      camera,
      lastSequence: Number.isSafeInteger(last) && last > 0 ? last : null,
    });
  });
  app.get<Named>('/api/cameras/:name', async ({ params: { name }, query }) => {
    return source.camera(name, readMoment(query));
  });
}

type Named = { Params: { name: string } };

function addPictures(app: FastifyInstance, { source }: AppParts): void {
  app.get<Named>('/api/cameras/:name/frame.jpg', async ({ params: { name }, headers }, reply) => {
    const picture = await source.picture(name);
    // who asks while a camera goes has done nothing wrong
    if (picture === null) return reply.code(204).send();
    const etag = `"${picture.tag}"`;
    // may be kept, and is asked for anew every time
    reply.headers({ etag, 'cache-control': 'private, no-cache' });
    if (headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('image/jpeg').send(picture.jpeg);
  });
}

function addCommands(app: FastifyInstance, { source }: AppParts): void {
  app.post('/api/plan', async ({ body }): Promise<PlanReply> => {
    return { plan: await source.plan(readCommand(body)) };
  });
  app.post('/api/commands', async ({ body }): Promise<CommandReply> => {
    await source.command(readCommand(body));
    return { ok: true };
  });
}

const html = 'text/html; charset=utf-8';
const missing =
  'The page of the inspector is not built: `npm run build` builds it. ' +
  'What it would show is at /api/fleet.\n';

function addPage(app: FastifyInstance, { page, charts }: AppParts): void {
  const files = new PageFiles(page);
  app.get('/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0]!;
    if (path.startsWith('/api/')) return notFound(reply, 'there is nothing here');
    const file = await files.at(path);
    // the page will ask for them, and they take their time
    if (file?.type === html) void charts.json().catch(() => {});
    if (file) return reply.header('cache-control', 'no-cache').type(file.type).send(file.data);
    if (files.isBuilt) return notFound(reply, 'there is nothing here');
    return reply.code(404).type('text/plain; charset=utf-8').send(missing);
  });
}

const notFound = (reply: FastifyReply, message: string) =>
  reply.code(404).send(errorReply('NOT_FOUND', message));
