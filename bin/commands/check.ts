import { type ConfigProblem, formatProblem } from '../../config/problems.ts';
import { type CameraCost, costs, costTable } from '../check/costs.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute } from '../invocation.ts';
import { loadFile } from '../load-file.ts';
import { complain, print, printJson } from '../print.ts';

export const execute: Execute = async ({ operands, options }) => {
  const file = operands[0]!;
  const loaded = await loadFile(file);
  const { warnings } = loaded;
  const problems = loaded.ok ? [] : loaded.errors;
  const cameras = loaded.ok ? costs(loaded.config) : {};
  if (options.json) printJson({ ok: loaded.ok, file, problems, warnings, cameras });
  else tell({ file, problems, warnings, cameras });
  return loaded.ok ? exitCodes.ok : exitCodes.badConfig;
};

type Findings = {
  readonly file: string;
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly ConfigProblem[];
  readonly cameras: Readonly<Record<string, CameraCost>>;
};

function tell({ file, problems, warnings, cameras }: Findings): void {
  for (const warning of warnings) complain(`warning: ${formatProblem(warning)}`);
  for (const problem of problems) complain(formatProblem(problem));
  if (problems.length > 0) return;
  const all = Object.values(cameras);
  const enabled = all.filter((camera) => camera.enabled).length;
  print(`OK ${file}: ${count(all.length, 'camera')}, ${enabled} enabled`);
  for (const line of costTable(cameras)) print(line);
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
