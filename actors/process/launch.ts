import { errorData, KeeperError } from '../../config/errors.ts';
import {
  type ChildProcess,
  launcherPath,
  type OnChildExit,
  startChild,
} from '../../native/index.ts';
import { markName } from '../reaper/mark.ts';

export type LaunchOptions = {
  readonly argv: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Descriptors of ours that become 3, 4, … in the child; 'lines': a stream that it writes lines
   * to.
   */
  readonly descriptors: readonly (number | 'lines')[];
  /** What the child gets when the keeper dies. */
  readonly deathSignal: 'TERM' | 'KILL';
  /** Whose it is. */
  readonly mark: string;
};

/** A frame that has come is handed on at once, also while every core decodes the next ones. */
const timeSliceUs = 100;
/** Before its parent: the keeper has to survive to clear up. */
const oomScoreAdjust = 500;

/**
 * Starts a process through the launcher. Its streams: stderr first, then those for lines. Throws
 * SYSTEM, which says what is lacking.
 */
export function launch(options: LaunchOptions, onExit: OnChildExit): ChildProcess {
  const launcherArguments = [
    ...[launcherPath, '--parent', String(process.pid), '--death-signal', options.deathSignal],
    ...['--oom', String(oomScoreAdjust), '--slice-us', String(timeSliceUs)],
    ...['--', ...options.argv],
  ];
  const environment = { ...process.env, ...options.environment, [markName]: options.mark };
  const descriptors = options.descriptors.map((one) => (one === 'lines' ? 'stream' : one));
  try {
    return startChild(
      {
        file: launcherPath,
        arguments: launcherArguments,
        environment: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
        descriptors: [null, null, 'stream', ...descriptors],
      },
      onExit,
    );
  } catch (error) {
    throw inWords(error);
  }
}

const tooOld = 'Linux 5.3 or later is needed, and where a filter of system calls is, that it lets';
const lacking: Readonly<Record<string, string>> = {
  E2BIG: 'its arguments and environment are too long',
  EACCES: `${launcherPath} may not be executed`,
  EAGAIN: 'no more processes are allowed (ulimit -u, or pids.max of the cgroup)',
  EMFILE: 'the keeper may not open more descriptors (ulimit -n)',
  ENFILE: 'the machine has no more descriptors',
  ENOENT: `${launcherPath} is missing: run npm run build:native`,
  ENOMEM: 'there is no memory for it',
  ENOSYS: `${tooOld} pidfd_open through`,
  EPERM: `${tooOld} pidfd_open through`,
};

/** What the system calls by a number, said so that somebody can do something about it. */
export function inWords(error: unknown): unknown {
  const { code, message } = errorData(error);
  const what = lacking[/\((E\w+)\)$/.exec(message)?.[1] ?? ''];
  if (code !== 'SYSTEM' || what === undefined) return error;
  return new KeeperError('SYSTEM', `cannot start a process: ${what}; ${message}`, { cause: error });
}
