import type { Observable } from 'rxjs';
import type { InspectionEvent } from 'xstate';
import type { Input } from '../actors/door/door.ts';
import type { Prepare } from '../actors/process/run-actor.ts';
import type { KeeperInput } from '../machines/keeper-context.ts';
import type { JournalWish } from './journaling.ts';

export type KeeperOptions = {
  /**
   * The configuration, in the shape of the file (`{ cameras: { front: { … } } }`): as plain data,
   * as a stream of it, or as the path of a YAML file. A stream's bad value is reported and changes
   * nothing; one that is there at once and bad makes `start()` fail.
   */
  readonly config?: object | Observable<object> | string;
  /** Whether a file is watched and its changes applied. Default: true. */
  readonly watch?: boolean;
  /** What the keeper is called in status and logs. Default: `default`. */
  readonly instance?: string;
  /**
   * A private directory for locks and sockets; made with mode 0700 when missing. A second keeper on
   * the same one is refused. Default: a fresh one that is removed at the end.
   */
  readonly runtimeDirectory?: string;
  /**
   * The path of a database file, made with mode 0600 when missing, in which the generation and what
   * `add`, `remove`, `enable` and `disable` asked for outlive the run. It holds passwords that
   * stand in a section. Default: none, and they are forgotten.
   */
  readonly store?: string;
  /**
   * One orderly stop of the keeper, all cameras in parallel: it takes the place of their own
   * `timeouts.stop`. Default 8000: Docker waits for 10 s.
   */
  readonly stopWithinMs?: number;
  /** Aborting it stops the keeper in order. */
  readonly signal?: AbortSignal;
  /** Names for `{FRIGATE_X}` in the configuration. Default: `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /**
   * Where other processes can subscribe besides the runtime directory (`tcp://…`, `inproc://…`).
   */
  readonly publishOn?: readonly string[];
  /** XState's inspection events of all machines, as they are. */
  readonly inspect?: (inspection: InspectionEvent) => void;
  /**
   * Hears the start-up state and every input: together they are a recording that can be replayed.
   */
  readonly onStart?: (start: KeeperInput) => void;
  readonly onInput?: (input: Input) => void;
  /**
   * Where the run is written down for replay, credentials masked. Default: the last 4 MB in memory,
   * for `dumpJournal`, and written beside the store when something fails. `start()` throws
   * JOURNAL_FAILED when the file cannot be made; a disk that fails later ends the journal only, and
   * is told as a trouble.
   */
  readonly journal?: JournalWish;
  /** Of our own or an embedder's code, harmless to the cameras. Default: written to stderr. */
  readonly onTrouble?: (error: unknown) => void;
  /** Of the random numbers that spread retries. Default: random. */
  readonly seed?: number;
  /** Other programs in the place of capture, tracker or recorder. */
  readonly processes?: Partial<Prepare>;
};
