import { painter } from '../view/colours.ts';
import { picture } from '../view/picture.ts';
import { Screen } from '../view/screen.ts';
import { entryText, isWorth, type Surface, type SurfaceOptions } from './surface.ts';

/** At most four pictures a second, at least one. */
const redrawSoonMs = 250;
const redrawAlwaysMs = 1000;
const logLinesMax = 50;
/** They stay on the terminal: how it ended. */
const lastLinesMax = 10;

/** The cameras on a terminal, drawn anew in place as they change. */
export function openLiveTable({ keeper, level, hints }: SurfaceOptions): Surface {
  const log: string[] = [];
  const paint = painter(process.env);
  const screen = new Screen(process.stdout, () => draw());
  let soon: NodeJS.Timeout | null = null;
  const always = setInterval(() => draw(), redrawAlwaysMs);

  function draw(): void {
    if (soon) clearTimeout(soon);
    soon = null;
    const { rows, columns } = screen;
    const status = keeper.status();
    screen.draw(picture({ status, nowMs: Date.now(), hints, log, rows, columns, paint }));
  }

  draw();
  return {
    tell: (entry) => {
      if (!isWorth(entry, level)) return;
      log.push(entryText(entry, Date.now()));
      if (log.length > logLinesMax) log.shift();
      soon ??= setTimeout(draw, redrawSoonMs);
    },
    close: () => {
      clearInterval(always);
      if (soon) clearTimeout(soon);
      screen.close(log.slice(-lastLinesMax));
    },
  };
}
