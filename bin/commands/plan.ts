import { marginBytes } from '../../actors/memory/budget.ts';
import { memoryRoom } from '../../actors/memory/room.ts';
import { desiredByFile } from '../../config/desired.ts';
import { type CameraPlan, isChange, type Plan, planOf, planWords } from '../../config/plan.ts';
import { memoryAsIf } from '../../config/plan-memory.ts';
import { type ConfigProblem, formatProblem } from '../../config/problems.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute } from '../invocation.ts';
import { loadFile } from '../load-file.ts';
import { complain, print, printJson } from '../print.ts';
import { layOut } from '../view/columns.ts';

export const execute: Execute = async ({ operands: [before = '', after = ''], options }) => {
  const [old, next] = [await loadFile(before), await loadFile(after)];
  if (old.ok && next.ok) {
    const [before, after] = [desiredByFile(old.config), desiredByFile(next.config)];
    const plan = planOf(before, after, memoryAsIf(before, after, roomForFrames()));
    if (options.json) printJson({ ok: true, problems: [], plan });
    else tell(plan);
    return exitCodes.ok;
  }
  const problems = [old, next].flatMap((loaded) => (loaded.ok ? [] : loaded.errors));
  if (options.json) printJson({ ok: false, problems, plan: [] });
  else tellProblems(problems);
  return exitCodes.badConfig;
};

function roomForFrames() {
  const { bytes, limitedBy } = memoryRoom();
  return { bytes: bytes - marginBytes, limitedBy };
}

function tellProblems(problems: readonly ConfigProblem[]): void {
  for (const problem of problems) complain(formatProblem(problem));
}

function tell(plan: Plan): void {
  const changed = plan.filter(isChange);
  if (changed.length > 0) for (const line of table(changed)) print(line);
  const others = plan.length - changed.length;
  print(`${changed.length} of ${plan.length} cameras change, ${others} do not`);
}

const table = (plan: Plan): string[] =>
  layOut<CameraPlan>(
    [
      { title: 'CAMERA', cell: ({ camera }) => camera },
      { title: 'WHAT', cell: planWords },
    ],
    plan,
  );
