// A program of `npm run build`: keeps the layouts of our charts beside what is compiled.
import { errorData } from '../config/errors.ts';
import { chartOf } from './chart-of.ts';
import { keepLayout } from './kept-layouts.ts';
import { machines } from './machines.ts';

for (const [name, machine] of Object.entries(machines)) {
  await keepLayout(chartOf(machine)).catch((error) => {
    // whoever asks for it has it laid out again, and is told
    console.warn(`no layout of ${name} is kept: ${errorData(error).message}`);
  });
}
