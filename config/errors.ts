/**
 * What a program does about an error: `usage` is thrown at the caller, `config` rejects a
 * configuration and keeps running, `transient` is retried under the policy, `resource` refuses one
 * camera and tells, `fatal` is a fault of camkeeper itself.
 */
export type ErrorKind = 'usage' | 'config' | 'transient' | 'resource' | 'fatal';

/** Every code that camkeeper throws or reports: for programs, as the message is for people. */
const kinds = {
  BAD_ARGUMENT: 'usage',
  CONFIG_INVALID: 'config',
  CONFIG_CHANGED: 'config',
  CONFIG_NOT_WRITTEN: 'config',
  INSTANCE_HELD: 'usage',
  NO_KEEPER: 'usage',
  CAMERA_UNKNOWN: 'usage',
  CAMERA_DISABLED: 'usage',
  KEEPER_STOPPED: 'usage',
  PATH_TOO_LONG: 'usage',
  ADDRESS_TAKEN: 'usage',
  MESSAGE_INVALID: 'transient',
  MEMORY_REFUSED: 'resource',
  REGION_NO_SPACE: 'resource',
  DISK_FULL: 'resource',
  REGION_INVALID: 'fatal',
  NATIVE_MISSING: 'usage',
  SYSTEM: 'resource',
  JOURNAL_FAILED: 'resource',
  JOURNAL_INVALID: 'usage',
  ACTOR_BROKEN: 'fatal',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof kinds;

/** An error as it travels in events, journals and replies: plain data. */
export type ErrorData = { readonly code: string; readonly message: string };

export class KeeperError extends Error {
  override readonly name = 'KeeperError';
  readonly code: ErrorCode;
  readonly kind: ErrorKind;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.kind = kinds[code];
  }
}

/** Whatever was thrown, as plain data. */
export function errorData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) };
  const { code } = error as NodeJS.ErrnoException;
  return { code: typeof code === 'string' ? code : error.name, message: error.message };
}

/** The error that travelled as data. */
export function errorFromData({ code, message }: ErrorData): Error {
  if (Object.hasOwn(kinds, code)) return new KeeperError(code as ErrorCode, message);
  return Object.assign(new Error(message), { code });
}
