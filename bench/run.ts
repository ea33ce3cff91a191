import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killRunning } from '../tests/runner/run-program.ts';
import { root } from '../tests/support/paths.ts';
import { type Figures, isSkipped, type Part } from './figures.ts';
import { describeMachine } from './machine.ts';

/**
 * `npm run bench [-- PART … --minutes N]`: runs the parts (`bench/<part>.ts`) one after another,
 * the peer first, and prints one JSON document to stdout; progress goes to stderr. Exits with 1
 * when a part failed; a goal that is missed is reported and is no failure.
 */
const frame = new Set(['run', 'figures', 'machine']);

type Document = {
  readonly at: string;
  readonly machine: ReturnType<typeof describeMachine>;
  readonly figures: Figures;
  readonly missed: readonly string[];
  readonly skipped: Readonly<Record<string, string>>;
  readonly failed: Readonly<Record<string, string>>;
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    killRunning();
    process.exit(130);
  });
}

const { positionals: filters, values } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string' } },
});
const minutes = values.minutes === undefined ? null : Number(values.minutes);
const document = await runParts(findParts());
console.log(JSON.stringify(document, null, 2));
process.exitCode = Object.keys(document.failed).length > 0 ? 1 : 0;

function findParts(): string[] {
  const names = readdirSync(join(root, 'bench'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((name) => !frame.has(name))
    .filter((name) => filters.length === 0 || filters.some((filter) => name.includes(filter)));
  return names.sort((one, other) => Number(other === 'peer') - Number(one === 'peer'));
}

async function runParts(names: readonly string[]): Promise<Document> {
  const figures: Record<string, Figures[string]> = {};
  const skipped: Record<string, string> = {};
  const failed: Record<string, string> = {};
  const asked = { isNamed: filters.length > 0, minutes };
  for (const name of names) {
    process.stderr.write(`${name}\n`);
    try {
      const result = await (await loadPart(name)).run(figures, asked);
      if (isSkipped(result)) skipped[name] = result.skipped;
      else for (const [key, value] of Object.entries(result)) figures[`${name}.${key}`] = value;
    } catch (error) {
      failed[name] = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
  }
  const missed = Object.keys(figures).filter((name) => figures[name]!.met === false);
  const at = new Date().toISOString();
  return { at, machine: describeMachine(), figures, missed, skipped, failed };
}

async function loadPart(name: string): Promise<Part> {
  const module = (await import(`./${name}.js`)) as Partial<Part>;
  if (typeof module.run !== 'function') throw new Error(`bench/${name}.ts exports no run()`);
  return { run: module.run };
}
