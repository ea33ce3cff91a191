import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { within } from '../support/eventually.ts';

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly data: Buffer;
  readonly text: string;
};

export type Asking = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** As it stands, in the place of that of the address: an address is tidied up. */
  readonly path?: string;
};

/** Not `fetch`: it sets Host and Origin itself. */
export async function open(
  url: string,
  { method = 'GET', headers = {}, body, path }: Asking = {},
): Promise<IncomingMessage> {
  const asked = request(url, { method, headers, agent: false, ...(path && { path }) });
  asked.end(body);
  const [response] = await within(`${method} ${url}`, once(asked, 'response'), 20_000);
  return response as IncomingMessage;
}

export async function ask(url: string, asking: Asking = {}): Promise<Answer> {
  const response = await open(url, asking);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const data = Buffer.concat(chunks);
  const { statusCode: status = 0, headers } = response;
  return { status, headers, data, text: data.toString('utf8') };
}

export const json = { 'content-type': 'application/json' };

export const post = (url: string, body: unknown, headers: Asking['headers'] = {}) =>
  ask(url, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });

export const get = async <Reply>(url: string): Promise<Reply> => {
  const { status, text } = await ask(url);
  if (status !== 200) throw new Error(`${url}: ${status} ${text}`);
  return JSON.parse(text) as Reply;
};
