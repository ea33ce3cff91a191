import type { ErrorData } from '../../config/errors.ts';

/** What outlives a run of the keeper. */
export type StoredState = {
  /** Changes accepted so far, over all runs. */
  readonly generation: number;
  readonly commands: readonly CommandRow[];
};

/** What commands asked for one camera; what they did not ask for is null. */
export type CommandRow = {
  readonly camera: string;
  /** The camera as it was added: the user's own section, as JSON, nothing substituted. */
  readonly section: string | null;
  /**
   * The fingerprint of the section of a camera of the file that was removed: no secret is in it.
   * Empty: it is not known, since an earlier version did not store it.
   */
  readonly hidden: string | null;
  readonly wished: 'on' | 'off' | null;
};

export const nothingStored: StoredState = { generation: 0, commands: [] };

/** How the store is, as status shows it. */
export type StoreStatus = {
  /** `off`: none was asked for. `degraded`: what is asked for now may not outlive this run. */
  readonly state: 'ok' | 'degraded' | 'off';
  /** Why it is degraded; null when it is not. */
  readonly reason: string | null;
  readonly path: string | null;
  /** The name under which a damaged file lies; what it held is not known to this run. */
  readonly setAside: string | null;
};

/** To the thread that writes. One at a time: the next one follows the answer. */
export type WriterRequest =
  | { readonly type: 'save'; readonly state: StoredState }
  | { readonly type: 'close' };

/**
 * `state` null: it could not be read. `error`: it cannot be written now. `setAside`: the name under
 * which a damaged file was put, before a new one was begun.
 */
export type WriterAnswer =
  | {
      readonly type: 'opened';
      readonly state: StoredState | null;
      readonly error: ErrorData | null;
      readonly setAside: string | null;
    }
  | { readonly type: 'saved'; readonly setAside: string | null }
  | { readonly type: 'refused'; readonly error: ErrorData };
