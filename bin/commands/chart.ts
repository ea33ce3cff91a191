import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { AnyStateMachine } from 'xstate';
import { chartOf } from '../../charts/chart-of.ts';
import { laidOut } from '../../charts/kept-layouts.ts';
import { machines } from '../../charts/machines.ts';
import { mermaid } from '../../charts/mermaid.ts';
import { type ChartModel, statesIn } from '../../charts/model.ts';
import { svg } from '../../charts/svg.ts';
import { didYouMean } from '../../config/did-you-mean.ts';
import { errorData } from '../../config/errors.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Execute, Invocation } from '../invocation.ts';
import { print, printJson } from '../print.ts';
import { UsageError } from '../usage-error.ts';
import { layOut as layOutColumns } from '../view/columns.ts';

const formats = ['mermaid', 'svg', 'json'] as const;
type Format = (typeof formats)[number];

const endings: Readonly<Record<string, Format>> = { '.svg': 'svg', '.json': 'json' };

export const execute: Execute = async ({ operands: [name], options }) => {
  const format = formatOf(options);
  if (name === undefined) return list(options);
  const text = await textOf(chartOf(machineNamed(name)), format);
  if (typeof options.out === 'string') write(options.out, text);
  else process.stdout.write(text);
  return exitCodes.ok;
};

function formatOf({ json, format, out = '' }: Invocation['options']): Format {
  if (json && format !== undefined) throw new UsageError('chart: --json or --format', 'chart');
  if (json) return 'json';
  if (format === undefined) return endings[extname(String(out))] ?? 'mermaid';
  const found = formats.find((known) => known === format);
  if (found !== undefined && found !== 'json') return found;
  throw new UsageError(`chart: --format is mermaid or svg, not ${JSON.stringify(format)}`, 'chart');
}

function machineNamed(name: string): AnyStateMachine {
  const known = Object.keys(machines);
  if (Object.hasOwn(machines, name)) return machines[name]!;
  const end = didYouMean(name, known) || `: it is one of ${known.join(', ')}`;
  throw new UsageError(`chart: there is no machine ${JSON.stringify(name)}${end}`, 'chart');
}

async function textOf(model: ChartModel, format: Format): Promise<string> {
  if (format === 'svg') return svg(await laidOut(model));
  return `${format === 'json' ? JSON.stringify(model, null, 2) : mermaid(model)}\n`;
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`chart: ${file} cannot be written: ${errorData(error).message}`, 'chart');
  }
}

function list({ json, format, out }: Invocation['options']): ExitCode {
  if (format ?? out) throw new UsageError('chart: of which machine?', 'chart');
  const rows = Object.entries(machines).map(([machine, definition]) => {
    const { root, transitions } = chartOf(definition);
    return { machine, states: statesIn(root).length, transitions: transitions.length };
  });
  if (json) printJson(rows);
  else for (const line of table(rows)) print(line);
  return exitCodes.ok;
}

type Row = { readonly machine: string; readonly states: number; readonly transitions: number };

const table = (rows: readonly Row[]): string[] =>
  layOutColumns<Row>(
    [
      { title: 'MACHINE', cell: ({ machine }) => machine },
      { title: 'STATES', cell: ({ states }) => String(states), right: true },
      { title: 'TRANSITIONS', cell: ({ transitions }) => String(transitions), right: true },
    ],
    rows,
  );
