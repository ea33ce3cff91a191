import { errorData, KeeperError } from '../../config/errors.ts';
import { maskCredentials } from '../../config/mask.ts';
import type { ErrorReply } from '../api.ts';

export type Failed = { readonly status: number; readonly body: ErrorReply };

const statuses: Readonly<Record<string, number>> = {
  CAMERA_UNKNOWN: 404,
  CAMERA_DISABLED: 409,
  CONFIG_CHANGED: 409,
  KEEPER_STOPPED: 503,
};

/** Of ours by its kind, of fastify by its own status; all others are faults. */
export function failed(error: unknown): Failed {
  const { code, message } = errorData(error);
  return { status: statusOf(error), body: errorReply(code, message) };
}

export const errorReply = (code: string, message: string): ErrorReply => ({
  error: { code, message: maskCredentials(message) },
});

function statusOf(error: unknown): number {
  if (error instanceof KeeperError) {
    const isTheirs = error.kind === 'usage' || error.kind === 'config';
    return statuses[error.code] ?? (isTheirs ? 400 : 500);
  }
  const { statusCode } = error as { readonly statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 ? statusCode : 500;
}
