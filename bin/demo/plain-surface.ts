import type { OpenSurface } from '../run/surface.ts';
import { openTextLog } from '../run/text-log.ts';
import { cameraLines, rowsOf } from '../view/camera-table.ts';

/** The first table is there when the cameras have come up, later ones show the frames counting. */
const firstAfterMs = 2_000;
const everyMs = 5_000;

/** Where no table can be drawn anew in place: what happens, and a table of figures now and then. */
export const openPlainSurface: OpenSurface = (options) => {
  const { keeper } = options;
  const log = openTextLog(options);
  const showTable = () => {
    const rows = rowsOf(keeper.status());
    for (const { text } of cameraLines(rows, { nowMs: Date.now(), withReason: true })) {
      process.stdout.write(`${text}\n`);
    }
  };
  const first = setTimeout(showTable, firstAfterMs);
  const later = setInterval(showTable, everyMs);
  return {
    tell: log.tell,
    close: () => {
      clearTimeout(first);
      clearInterval(later);
      log.close();
    },
  };
};
