import type { Observable } from 'rxjs';
import type { Leftover, Role } from '../actors/contracts.ts';
import type { LogLine } from '../actors/log-lines.ts';
import type { TrackerResult } from '../bus/topics.ts';
import type { Plan } from '../config/plan.ts';
import type { ConfigProblem } from '../config/problems.ts';
import type { KeeperOutput } from '../machines/keeper-context.ts';
import type { CameraState } from './observer.ts';
import type { KeeperStatus } from './status.ts';

/**
 * Keeps a fleet of cameras running. Nothing happens before `start()`; after `stop()` nothing is
 * left.
 * Installs no signal handler and never ends the process. Several may live in one process.
 */
export interface Keeper extends AsyncDisposable {
  /**
   * Resolves when the keeper runs; its cameras come up by themselves. Throws CONFIG_INVALID,
   * INSTANCE_HELD, PATH_TOO_LONG, and KEEPER_STOPPED when it was stopped or aborted before it ran;
   * then nothing is left. Once only: a keeper that ended is not started again.
   */
  start(): Promise<void>;
  /** Everything about every camera now: state, since, reason, counters, what happens next. */
  status(): KeeperStatus;
  /** The last lines of the processes of a camera, oldest first, credentials masked. */
  logs(camera: string): readonly LogLine[];

  /**
   * Lays a camera over the configuration, as it would stand in the file. Throws CONFIG_INVALID,
   * and KEEPER_STOPPED, as every wish does, once the keeper is stopping.
   */
  add(camera: string, section: object): void;
  /**
   * Writes it into the configuration file instead, comments and order of the rest kept, and reads
   * that. Throws CONFIG_INVALID, CONFIG_CHANGED, CONFIG_NOT_WRITTEN; then the file is as it was.
   */
  save(camera: string, section: object): Promise<void>;
  /** These throw CAMERA_UNKNOWN. */
  remove(camera: string): void;
  enable(camera: string): void;
  disable(camera: string): void;
  /**
   * Now, without waiting for a back-off or for others; both processes, or the one of that role.
   * Throws CAMERA_DISABLED as well.
   */
  restart(camera: string, role?: Role | null): void;
  /** Resolves when what commands asked for is stored, or cannot be: `status().store` says which. */
  stored(): Promise<void>;
  /** Reads the file again. Throws CONFIG_INVALID; then everything runs on as it was. */
  reload(): Promise<void>;

  /** Every change of state or reason of a camera. */
  readonly states$: Observable<CameraState>;
  /** One value a frame from every tracker. */
  readonly results$: Observable<TrackerResult>;
  /** Every line that a process writes, credentials masked. */
  readonly lines$: Observable<LogLine>;
  /** What a configuration asks for that is not supported, and the like; it runs all the same. */
  readonly warnings$: Observable<ConfigProblem>;
  /** What is wrong with a configuration that was refused; the last good one stays. */
  readonly rejections$: Observable<readonly ConfigProblem[]>;
  /** What a change does to each camera, before it is applied. */
  readonly plans$: Observable<Plan>;
  /** What an earlier keeper of the same instance had left, killed while this one starts. */
  readonly leftovers$: Observable<readonly Leftover[]>;

  /**
   * Stops in order, all cameras in parallel, within the deadline; a later call with a shorter one
   * replaces it. Resolves when nothing is left, with the result of every camera. At any time, also
   * before and while it starts. Rejects ACTOR_BROKEN when the keeper itself broke; nothing is left
   * then either.
   */
  stop(options?: { readonly withinMs?: number }): Promise<KeeperOutput>;
  /** Settles as `stop` does when the keeper has stopped, whoever asked for it. */
  readonly stopped: Promise<KeeperOutput>;
}
