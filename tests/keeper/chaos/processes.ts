import { readdirSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { markName } from '../../../actors/reaper/mark.ts';
import type { KeeperStatus } from '../../../index.ts';
import { type ProcessInfo, processInfo, runningProcesses } from '../../support/processes.ts';
import { isWished, type Wishes } from './wished.ts';

/** Every process of the instance, wherever it moved to: by the mark in its environment. */
export const processesOfInstance = (directory: string): ProcessInfo[] =>
  runningProcesses().filter(({ pid }) =>
    wordsOf(pid, 'environ').some((entry) => entry.startsWith(`${markName}=${directory} `)),
  );

/** The pids that status tells: captures, trackers, recorders. */
const toldPids = ({ cameras }: KeeperStatus): number[] =>
  Object.values(cameras)
    .flatMap(({ capture, tracker, recorder }) => [capture.pid, tracker.pid, recorder?.pid])
    .filter((pid) => typeof pid === 'number');

/** Throws when a process is there that status does not know of, or the other way round. */
export function assertProcesses(directory: string, status: KeeperStatus): void {
  const told = new Set(toldPids(status));
  const there = processesOfInstance(directory);
  const isTold = ({ pid }: ProcessInfo) => told.has(pid) || isBelow(there, pid, told);
  assert.equal(
    there.filter((info) => !isTold(info)).map(describe),
    [],
    'processes that status does not know',
  );
  const missing = [...told].filter((pid) => there.every((info) => info.pid !== pid));
  assert.equal(missing, [], 'processes that are not there');
  // ffmpeg's own children are ffmpeg's business while it lives
  const zombies = zombiesOf(new Set([status.pid, ...told]));
  assert.equal(zombies.map(describe), [], 'zombies');
}

function isBelow(all: readonly ProcessInfo[], pid: number, ancestors: ReadonlySet<number>) {
  const parentOf = (child: number) => all.find((info) => info.pid === child)?.parentPid;
  for (let at = parentOf(pid); at !== undefined; at = parentOf(at)) {
    if (ancestors.has(at)) return true;
  }
  return false;
}

const zombiesOf = (parents: ReadonlySet<number>): ProcessInfo[] =>
  readdirSync('/proc')
    .map((name) => (/^\d+$/.test(name) ? processInfo(Number(name)) : null))
    .filter((info) => info !== null)
    .filter(({ state, parentPid }) => state === 'Z' && parents.has(parentPid));

const describe = ({ pid, command, state, parentPid }: ProcessInfo) =>
  `${pid} ${command} ${state}, child of ${parentPid}`;

/** Each capture and each recorder that runs was started with the newest arguments. */
export function assertArguments({ cameras }: KeeperStatus, wishes: Wishes): void {
  for (const [name, wished] of wishes) {
    const { capture, recorder } = cameras[name] ?? {};
    if (!isWished(wished)) continue;
    assertSays(name, capture?.pid, wished.says);
    assertSays(name, recorder?.pid, wished.recorderSays);
  }
}

type Pid = number | null | undefined;

function assertSays(name: string, pid: Pid, says: readonly string[]): void {
  if (typeof pid !== 'number') return;
  const line = wordsOf(pid, 'cmdline').join(' ');
  for (const words of says) {
    assert.ok(line.includes(words), `${name}: runs ${line}, not with ${words}`);
  }
}

/** Empty when it has ended. */
function wordsOf(pid: number, file: 'environ' | 'cmdline'): string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1').split('\0');
  } catch {
    return [];
  }
}
