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
 * included; null without credentials. They end at the first `@` that a host follows which cannot be
 * mistaken (`10.0.0.2`, `cam.lan`, `cam:554`), else at the last `@` before the first slash.
 */
export function splitCredentials(url: string): UrlParts | null {
  const [, scheme, body] = /^([a-z][a-z0-9+.-]*:\/\/)([\s\S]*)$/i.exec(url) ?? [];
  if (scheme === undefined || body === undefined) return null;
  const end = endOfCredentials(body);
  if (end === -1 || isPathBefore(body.slice(0, end))) return null;
  const [user = '', ...password] = body.slice(0, end).split(':');
  return {
    scheme,
    user,
    password: password.length === 0 ? null : password.join(':'),
    rest: body.slice(end + 1),
  };
}

/**
 * Percent-encodes what may not stand in the user and the password of a URL, so that ffmpeg finds
 * the host. Sequences that are encoded already stay as they are (Frigate encodes their `%` once
 * more); a `%` of the password itself that looks like one has to be written `%25`.
 */
export function encodeCredentials(url: string): string {
  const parts = splitCredentials(url);
  if (parts === null) return url;
  const password = parts.password === null ? '' : `:${encode(parts.password)}`;
  return `${parts.scheme}${encode(parts.user)}${password}@${parts.rest}`;
}

function endOfCredentials(body: string): number {
  const certain =
    /@(?=(?:[\w-]+(?:\.[\w-]+)+|[\w-]+(?=:\d)|\[[0-9a-f:.%]+\])(?::\d+)?(?:[/?#]|$))/i;
  const end = body.search(certain);
  if (end !== -1) return end;
  const [uncertain] = /^[^@]*(?:@[^@/?#]*(?=@))*(?=@)/.exec(body) ?? [];
  return uncertain?.length ?? -1;
}

/** A slash before any colon, or a port before the slash: the `@` belongs to the path. */
function isPathBefore(end: string): boolean {
  return /^[^:]*[/?#]/.test(end) || /^[^:]*:\d+[/?#]/.test(end);
}

function encode(text: string): string {
  return text.replace(/%[0-9a-f]{2}|[^A-Za-z0-9._~-]/giu, (found) => {
    if (/^%[0-9a-f]{2}$/i.test(found)) return found;
    const bytes = [...Buffer.from(found)];
    return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}
