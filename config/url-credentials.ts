export type UrlParts = {
  /** `rtsp://` */
  readonly scheme: string;
  readonly user: string;
  /** null: there is a user only. */
  readonly password: string | null;
  /** Everything behind the `@`. */
  readonly rest: string;
};

/**
 * Takes a URL apart whose password may hold characters that a URL may not, `@`, `/`, `?` and `#`
 * included. The credentials reach to the last `@` before the host ends; null without credentials.
 * `rtsp://host:554/a@b` has none: what follows the colon is a port.
 */
export function splitCredentials(url: string): UrlParts | null {
  const [, scheme, body] = /^([a-z][a-z0-9+.-]*:\/\/)([\s\S]*)$/i.exec(url) ?? [];
  if (scheme === undefined || body === undefined) return null;
  const [credentials] = /^[^@]*(?:@[^@/?#]*(?=@))*(?=@)/.exec(body) ?? [];
  if (credentials === undefined || hasNoCredentials(credentials)) return null;
  const [, user = '', password] = /^([^:]*)(?::([\s\S]*))?$/.exec(credentials) ?? [];
  return { scheme, user, password: password ?? null, rest: body.slice(credentials.length + 1) };
}

/**
 * Percent-encodes what may not stand in the user and the password of a URL, so that ffmpeg finds the
 * host. Sequences that are encoded already stay as they are (Frigate encodes their `%` once more);
 * a `%` of the password itself that looks like one has to be written `%25`.
 */
export function encodeCredentials(url: string): string {
  const parts = splitCredentials(url);
  if (parts === null) return url;
  const password = parts.password === null ? '' : `:${encode(parts.password)}`;
  return `${parts.scheme}${encode(parts.user)}${password}@${parts.rest}`;
}

/** A slash before any colon, or a port before the slash: the `@` belongs to the path. */
function hasNoCredentials(beforeAt: string): boolean {
  return /^[^:]*[/?#]/.test(beforeAt) || /^[^:]*:\d+[/?#]/.test(beforeAt);
}

function encode(text: string): string {
  return text.replace(/%[0-9a-f]{2}|[^A-Za-z0-9._~-]/giu, (found) => {
    if (/^%[0-9a-f]{2}$/i.test(found)) return found;
    const bytes = [...Buffer.from(found)];
    return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}
