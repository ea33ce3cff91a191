import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { markedProcesses, type ProcessInfo, runningProcesses } from '../support/processes.ts';
import { prefix } from '../support/temporary.ts';
import type { Ending } from './totals.ts';

export type Program = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly deadlineMs: number;
  /** What it prints when all is done and it has only to end. */
  readonly lastWords?: RegExp;
};
export type Run = Ending & { readonly output: string; readonly seconds: number };

/**
 * Every process of a test file carries a variable of this name in its environment, whatever session
 * it moves to; a run inside a run carries both.
 */
const markPrefix = 'CAMKEEPER_TEST_';
const graceMs = 1000; // for what was killed by the test's last act
const lingerMs = 5000;
const outputMax = 1 << 20;
const running = new Map<ChildProcess, { readonly mark: string; readonly scratch: string }>();

/**
 * Runs a program in a process group and a temporary directory of its own until it exits or its
 * deadline passes. Whatever process or file of it is left then is named in the result and removed.
 */
export async function runProgram(program: Program): Promise<Run> {
  const { file, args, cwd } = program;
  const startedMs = performance.now();
  const mark = `${markPrefix}${randomUUID()}`;
  const scratch = mkdtempSync(join(tmpdir(), prefix));
  const env = { ...process.env, [mark]: '1', TMPDIR: scratch };
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.set(child, { mark, scratch });
  const output = collect(child);
  const ending = await untilExit(child, program);
  const wasKilled = ending.late || ending.lingers;
  const processes = wasKilled ? [] : await untilAlone(child.pid!, mark);
  killAll(child, mark);
  running.delete(child);
  const files = wasKilled ? [] : readdirSync(scratch);
  rmSync(scratch, { recursive: true, force: true });
  const leftover = [...processes.map(describe), ...files.map((name) => `file ${name} in TMPDIR`)];
  const seconds = (performance.now() - startedMs) / 1000;
  return { ...ending, leftover, output: await output(), seconds };
}

/** For the end of the runner itself: kills whatever it started, and removes its files. */
export function killRunning(): void {
  for (const [child, { mark, scratch }] of running) {
    killAll(child, mark);
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function untilExit(child: ChildProcess, { deadlineMs, lastWords }: Program) {
  const killed = { late: false, lingers: false };
  const killAfter = (delayMs: number, cause: keyof typeof killed) =>
    setTimeout(() => {
      killed[cause] = true;
      kill(-child.pid!); // the whole group
    }, delayMs);
  const timers = [killAfter(deadlineMs, 'late')];
  child.stdout?.on('data', (chunk: string) => {
    if (lastWords?.test(chunk)) timers.push(killAfter(lingerMs, 'lingers'));
  });
  const [status, signal] = await once(child, 'exit');
  for (const timer of timers) clearTimeout(timer);
  return { status: status as number | null, signal: signal as NodeJS.Signals | null, ...killed };
}

/** Who is left of the program, after a grace; nobody if all is well. */
async function untilAlone(groupId: number, mark: string): Promise<ProcessInfo[]> {
  const deadline = performance.now() + graceMs;
  for (;;) {
    const left = membersOf(groupId, mark);
    if (left.length === 0 || performance.now() > deadline) return left;
    await delay(20);
  }
}

function membersOf(groupId: number, mark: string): ProcessInfo[] {
  const group = runningProcesses().filter((info) => info.groupId === groupId);
  const marked = markedProcesses(mark, '1');
  return [...new Map([...group, ...marked].map((info) => [info.pid, info])).values()];
}

function killAll({ pid }: ChildProcess, mark: string): void {
  for (const info of membersOf(pid!, mark)) kill(info.pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone by itself
  }
}

function describe({ pid, command, state, parentPid }: ProcessInfo): string {
  return `process ${pid} (${command}), state ${state}, child of ${parentPid}`;
}

/** Gathers output, bounded; the result waits for its end, unless somebody we missed holds it. */
function collect(child: ChildProcess): () => Promise<string> {
  let text = '';
  const closed = once(child, 'close');
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-outputMax);
    });
  }
  return async () => {
    await Promise.race([closed, delay(graceMs, undefined, { ref: false })]);
    return text;
  };
}
