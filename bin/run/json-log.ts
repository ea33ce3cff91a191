import { pino } from 'pino';
import { BoundedOutput } from './bounded-output.ts';
import { isWorth, type Surface, type SurfaceOptions } from './surface.ts';

/** A line of JSON for every entry, for journald and its like. */
export function openJsonLog({ level }: SurfaceOptions): Surface {
  const lost = (lines: number) =>
    `${JSON.stringify({ level: 'warn', msg: 'lines lost', lines })}\n`;
  const log = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    new BoundedOutput(process.stdout, lost),
  );
  return {
    tell: (entry) => {
      if (isWorth(entry, level)) log[entry.level](entry.fields, entry.message);
    },
    close: () => {},
  };
}
