import type { IncomingHttpHeaders } from 'node:http';

export type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
};

/**
 * Why a request is refused; null: it comes from our own page, or from a program of this machine. A
 * browser cannot be made to lie in these headers by the page of another site.
 */
export function refusal(asked: Asked, hosts: readonly string[]): string | null {
  const { method, headers } = asked;
  const { host = '', origin } = headers;
  // another name that leads to this address: a site that had its own name point here
  if (!hosts.includes(host)) return 'another host is asked for than the one that answers';
  if (method === 'GET' || method === 'HEAD') return isOwn(headers) || isVisit(asked) ? null : other;
  if (method !== 'POST') return 'there is only GET and POST';
  if (!isOwn(headers)) return other;
  if (origin !== undefined && origin !== `http://${host}`) return other;
  return isJson(headers['content-type']) ? null : 'a command is application/json';
}

const other = 'only our own page is served';

const isOwn = (headers: IncomingHttpHeaders): boolean =>
  ['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string | undefined);

/** A link from another site to the page itself; not into a frame, and to nothing else. */
const isVisit = ({ method, url, headers }: Asked): boolean =>
  method === 'GET' &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document' &&
  !/^\/(api|healthz|readyz)\b/.test(url);

const isJson = (type: string | undefined): boolean =>
  /^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(type ?? '');

/** With every answer. No header lets another origin in. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
