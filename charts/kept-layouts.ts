import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { LaidOutChart } from './laid-out.ts';
import { layOut } from './lay-out.ts';
import type { ChartModel } from './model.ts';

/** Beside what is compiled. */
const folder = join(import.meta.dirname, 'layouts');

/** The places that were found for a chart when this was built; else they are looked for now. */
export const laidOut = async (model: ChartModel): Promise<LaidOutChart> =>
  keptLayout(model) ?? (await layOut(model));

/**
 * null: another chart was laid out, or by another program. ELK thinks for seconds; what it found is
 * taken only for the very same question.
 */
export function keptLayout(model: ChartModel, from = folder): LaidOutChart | null {
  const kept = read(fileOf(model, from));
  return kept?.key === keyOf(model) ? kept.chart : null;
}

/** Keeps the layout of a chart; does nothing where it is kept already. Whether it had to. */
export async function keepLayout(model: ChartModel, to = folder): Promise<boolean> {
  if (keptLayout(model, to) !== null) return false;
  const kept: Kept = { key: keyOf(model), chart: await layOut(model) };
  mkdirSync(to, { recursive: true });
  const file = fileOf(model, to);
  writeFileSync(`${file}.new`, JSON.stringify(kept));
  renameSync(`${file}.new`, file); // nobody reads half of it
  return true;
}

type Kept = { readonly key: string; readonly chart: LaidOutChart };

const fileOf = ({ id }: ChartModel, directory: string): string => join(directory, `${id}.json`);

function read(file: string): Kept | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  } catch {
    return null; // not built, or not to the end
  }
}

/** Of all that a layout depends on: the chart, the code of this folder, and ELK. */
const keyOf = (model: ChartModel): string =>
  createHash('sha256').update(JSON.stringify(model)).update(codeKey()).digest('hex');

let knownCodeKey: string | null = null;

function codeKey(): string {
  if (knownCodeKey !== null) return knownCodeKey;
  const hash = createHash('sha256');
  const code = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.js'));
  for (const name of code.sort()) hash.update(readFileSync(join(import.meta.dirname, name)));
  const { version } = createRequire(import.meta.url)('elkjs/package.json') as { version: string };
  knownCodeKey = hash.update(version).digest('hex');
  return knownCodeKey;
}
