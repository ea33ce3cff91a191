import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { within } from './eventually.ts';
import { mortal } from './mortal.ts';
import { root } from './paths.ts';

export type NodeProgram = {
  readonly child: ChildProcess;
  /** Lines of its stdout so far. */
  readonly lines: readonly string[];
  /** Resolves with the line that begins so, when it was written. */
  readonly said: (beginning: string) => Promise<string>;
  /** Resolves when it ended, with what it wrote. Kills it at the deadline, and rejects. */
  readonly ended: (withinMs?: number) => Promise<Ended>;
};
export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs an ES module in a Node of its own; `import … from '#/bus/channel.js'` is one of ours. */
export function runModule(source: string, ...args: readonly string[]): NodeProgram {
  const module = source.replaceAll("'#/", `'${join(root, 'dist')}/`);
  const argv = ['--expose-gc', '--input-type=module', '--eval', module, '--', ...args];
  const child = spawn(...mortal(process.execPath, argv), { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  const lines: string[] = [];
  const heard = new Set<() => void>();
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output.stderr += chunk;
  });
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output.stdout += chunk;
    lines.splice(0, lines.length, ...output.stdout.split('\n').slice(0, -1));
    for (const look of heard) look();
  });
  const closed = once(child, 'close');

  const said = (beginning: string) => {
    const line = new Promise<string>((resolve) => {
      const look = () => {
        const found = lines.find((one) => one.startsWith(beginning));
        if (found !== undefined) resolve(found);
      };
      heard.add(look);
      look();
    });
    return within(`program says ${beginning}`, line, 10_000);
  };
  const ended = async (withinMs = 15_000): Promise<Ended> => {
    try {
      const [code, signal] = await within('program ends', closed, withinMs);
      return { code, signal, ...output };
    } finally {
      child.kill('SIGKILL');
    }
  };
  return { child, lines, said, ended };
}
