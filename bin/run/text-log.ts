import { BoundedOutput } from './bounded-output.ts';
import { entryText, isWorth, type Surface, type SurfaceOptions } from './surface.ts';

/** A readable line for every entry. */
export function openTextLog({ level, hints }: SurfaceOptions): Surface {
  const output = new BoundedOutput(process.stdout, (lines) => `… ${lines} lines were lost\n`);
  for (const hint of hints) output.write(`${hint}\n`);
  return {
    tell: (entry) => {
      if (isWorth(entry, level)) output.write(`${entryText(entry, Date.now())}\n`);
    },
    close: () => {},
  };
}
