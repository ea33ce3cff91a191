// alone
// deadline: 400 s
import { suite } from 'uvu';
import { chaos } from './chaos/rounds.ts';

// A few rounds of what `npm run chaos -- --minutes 10` does for long: docs/design/processes.md.

const test = suite('chaos of real processes');
/** `PROCESS_CHAOS_SEED=17` makes the same choices again. */
const seed = Number(process.env.PROCESS_CHAOS_SEED ?? Date.now() % 1_000_000);
const rounds = 9;

test(`seed ${seed}`, () => chaos({ seed, goesOn: (done) => done < rounds }));

test.run();
