import { parseArgs } from 'node:util';
import { chaos } from './rounds.ts';

/**
 * `npm run chaos -- [--minutes N] [--seed S]`: rounds on real processes for so long (default: one
 * minute), with the choices of that seed. Exits with 1 when a round did not come out right.
 */
const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? process.env.PROCESS_CHAOS_SEED ?? Date.now() % 1_000_000);
const endsMs = performance.now() + Number(values.minutes ?? 1) * 60_000;
try {
  await chaos({ seed, goesOn: () => performance.now() < endsMs });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
