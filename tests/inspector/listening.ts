import type { LiveEvents } from '../../inspector/api.ts';
import { eventually } from '../support/eventually.ts';
import { open } from './ask.ts';

export type Listening = AsyncDisposable & {
  /** All events of that name so far, as soon as they suffice. */
  readonly until: <Name extends keyof LiveEvents>(
    name: Name,
    enough: (events: readonly LiveEvents[Name][]) => boolean,
  ) => Promise<readonly LiveEvents[Name][]>;
  readonly ended: Promise<void>;
  /** Everything, as it came. */
  readonly text: () => string;
};

/** To server-sent events, until it is disposed of. */
export async function listen(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Listening> {
  const response = await open(url, { headers });
  const heard: { [Name in keyof LiveEvents]: LiveEvents[Name][] } = {
    fleet: [],
    story: [],
    keeper: [],
  };
  let text = '';
  let all = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    all += chunk;
    const parts = (text + chunk).split('\n\n');
    text = parts.pop()!;
    for (const part of parts) {
      const [, name] = /^event: (\w+)$/m.exec(part) ?? [];
      const [, data] = /^data: (.*)$/m.exec(part) ?? [];
      if (name && data) heard[name as 'fleet'].push(JSON.parse(data));
    }
  });
  response.on('error', () => {});
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  return {
    until: async (name, enough) => {
      const isEnough = () => enough(heard[name]);
      await eventually(`${name} of ${url}`, isEnough, { withinMs: 20_000, seen: () => heard });
      return heard[name];
    },
    ended: closed,
    text: () => all,
    [Symbol.asyncDispose]: async () => {
      response.destroy();
      await closed;
    },
  };
}
