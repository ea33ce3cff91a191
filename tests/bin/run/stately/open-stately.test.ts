import { request } from 'node:http';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createActor, fromCallback, setup } from 'xstate';
import { openStately, type Stately } from '../../../../bin/run/stately/open-stately.ts';
import { camera } from '../../../keeper/fleet.ts';
import { eventually } from '../../../support/eventually.ts';
import { runKeeper } from '../../command.ts';

const stately = suite('stately');
const secret = 'rtsp://viewer:hunter2@cam/live';

type Told = {
  readonly type: string;
  readonly sessionId: string;
  readonly name?: string;
  readonly definition?: string;
  readonly snapshot?: { readonly value?: unknown; readonly context?: unknown };
  readonly event?: { readonly type: string };
};

const doorMachine = setup({
  types: { context: {} as { readonly path: string; readonly padding: string } },
  actors: { run: fromCallback<{ type: 'go' }, { path: string }>(() => {}) },
}).createMachine({
  id: 'door',
  context: { path: secret, padding: '' },
  invoke: { id: 'run', src: 'run', input: ({ context }) => ({ path: context.path }) },
  on: {
    fill: { actions: ({ context }) => Object.assign(context, { padding: 'x'.repeat(300_000) }) },
  },
  initial: 'closed',
  states: { closed: { on: { open: 'wide' } }, wide: { on: { close: 'closed' } } },
});

/** Reads server-sent events as a page would, until it is closed. */
async function listen(url: string) {
  const told: Told[] = [];
  let text = '';
  const closing = new AbortController();
  const response = await fetch(`${url}events`, { signal: closing.signal });
  const read = async () => {
    for await (const chunk of response.body!) {
      text += Buffer.from(chunk).toString();
      const frames = text.split('\n\n');
      text = frames.pop()!;
      told.push(...frames.map((frame) => JSON.parse(frame.replace(/^data: /, '')) as Told));
    }
  };
  const ended = read().catch(() => undefined);
  return { told, ended, close: () => closing.abort() };
}

async function withDoor(use: (one: Stately, door: ReturnType<typeof start>) => Promise<void>) {
  const one = await openStately();
  const door = start(one);
  try {
    await use(one, door);
  } finally {
    door.stop();
    one.close();
  }
}

function start({ inspect }: Stately) {
  const door = createActor(doorMachine, { inspect });
  door.start();
  return door;
}

stately('tells what is and what happens, masked', () =>
  withDoor(async ({ url }, door) => {
    const page = await listen(url);
    await eventually('the actors', () => page.told.some(({ name }) => name === 'run'));
    door.send({ type: 'open', key: secret } as never);
    const isOpen = ({ snapshot }: Told) => snapshot?.value === 'wide';
    await eventually('the door opens', () => page.told.some(isOpen));
    const [made] = page.told.filter(({ type }) => type === '@xstate.actor');
    assert.is(JSON.parse(made!.definition!).id, 'door');
    assert.ok(
      page.told.some(({ type, event }) => type === '@xstate.event' && event?.type === 'open'),
    );
    assert.not.match(JSON.stringify(page.told), 'hunter2');
    page.close();
  }),
);

stately('who comes late hears how everything is now, and not all that was', () =>
  withDoor(async ({ url }, door) => {
    for (let round = 0; round < 2000; round++) {
      door.send({ type: 'open' } as never);
      door.send({ type: 'close' } as never);
    }
    await eventually('all is told', async () => {
      const page = await listen(url);
      await eventually('something', () => page.told.length > 0);
      page.close();
      const [, last] = page.told.filter(({ name, sessionId }) => {
        return name === 'door' || sessionId === page.told[0]!.sessionId;
      });
      return page.told.length <= 8 && last?.snapshot?.value === 'closed';
    });
  }),
);

stately('a context that is too long is left out', () =>
  withDoor(async ({ url }, door) => {
    const page = await listen(url);
    door.send({ type: 'fill' } as never);
    await eventually('it says so', () => JSON.stringify(page.told).includes('"left":"out: 300'));
    assert.not.match(JSON.stringify(page.told), 'xxxx');
    page.close();
  }),
);

stately('serves only this machine under its own name, and ends with close', () =>
  withDoor(async (one) => {
    assert.match(one.url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    const own = await fetch(one.url);
    assert.match(await own.text(), '<iframe');
    assert.match(own.headers.get('content-security-policy') ?? '', "default-src 'none'");
    assert.is((await fetch(`${one.url}other`)).status, 404);
    assert.is(await statusFor(one.url, { host: 'evil.example' }), 403);
    assert.is((await fetch(one.url, { method: 'POST' })).status, 403);
    const page = await listen(one.url);
    one.close();
    await page.ended;
    const refused = await fetch(one.url).catch(() => 'refused');
    assert.is(refused, 'refused');
  }),
);

stately('run --stately tells where it is, and shows the machines of the cameras', async () => {
  const keeper = await runKeeper({ front: camera() }, { args: ['--stately'] });
  try {
    const seen = () => /Stately's inspector, in a browser: (http:\S+\/)/.exec(keeper.output.stdout);
    const [, url = ''] = await eventually('the address', seen);
    const page = await listen(url);
    await eventually('the camera', () => page.told.some(({ name }) => name === 'camera:front'));
    page.close();
    const { code } = await keeper.command('stop');
    assert.is(code, 0);
    assert.is((await keeper.ended()).code, 0);
  } finally {
    await keeper.clearAway();
  }
});

function statusFor(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    sent.on('error', reject).end();
  });
}

stately.run();
