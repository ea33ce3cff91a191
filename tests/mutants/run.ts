import { killRunning } from '../runner/run-program.ts';
import { root } from '../support/paths.ts';
import { copyCheckout } from './copy.ts';
import { mutants } from './list.ts';
import type { Mutant } from './mutant.ts';
import { measureBaseline, type Outcome, tryMutant } from './trial.ts';

/**
 * `npm run mutants [-- PART_OF_A_NAME …]`: every mutation of our own code in the list must make a
 * test fail. Ends with `N killed, N survived`; survivors and mutants that do not build fail it.
 */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    killRunning();
    process.exit(130);
  });
}

process.env.PROCESS_CHAOS_SEED ??= '2'; // of real processes: seen to meet all of them
process.env.CHAOS_WITHIN_SECONDS ??= '25';
process.env.CHAOS_SCHEDULES ??= '200'; // a mistake shows soon; the test itself tries more

const chosen = choose(process.argv.slice(2));
const outcomes = await tryAll(chosen);
const count = (state: Outcome['state']) => outcomes.filter((one) => one.state === state).length;
const broken = count('broken') > 0 ? `, ${count('broken')} broken` : '';
console.log(`\n${count('killed')} killed, ${count('survived')} survived${broken}`);
process.exitCode = outcomes.length > 0 && count('killed') === outcomes.length ? 0 : 1;

function choose(filters: readonly string[]): Mutant[] {
  const matches = ({ name, file }: Mutant) =>
    filters.some((filter) => name.includes(filter) || file.includes(filter));
  return filters.length === 0 ? [...mutants] : mutants.filter(matches);
}

async function tryAll(list: readonly Mutant[]): Promise<Outcome[]> {
  const copy = copyCheckout(root);
  console.log(`${list.length} mutants; first their tests without any`);
  const baseline = await measureBaseline(
    copy,
    list.flatMap(({ tests }) => tests),
  );
  const outcomes: Outcome[] = [];
  for (const mutant of list) {
    const startedMs = performance.now();
    const outcome = await tryMutant(copy, mutant, baseline);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(6);
    const word = outcome.state.padEnd(8);
    console.log(`${word} ${seconds} s  ${mutant.name}  (${mutant.file}; ${outcome.detail})`);
    outcomes.push(outcome);
  }
  return outcomes;
}
