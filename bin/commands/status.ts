import type { KeeperStatus, MemoryStatus } from '../../index.ts';
import { duration } from '../../keeper/time-words.ts';
import { ask } from '../ask.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Execute } from '../invocation.ts';
import { print, printJson } from '../print.ts';
import { type CameraRow, cameraLines, reasonWords, rowsOf } from '../view/camera-table.ts';
import { colourOf, painter } from '../view/colours.ts';

export const execute: Execute = async (invocation) => {
  const status = (await ask(invocation, { command: 'status' })) as KeeperStatus;
  if (invocation.options.json) printJson(status);
  else for (const line of statusLines(status, Date.now())) print(line);
  return exitCodes.ok;
};

function storeLines({ state, reason, path, setAside }: KeeperStatus['store']): string[] {
  const anew = setAside === null ? [] : [`store ${path} was begun anew: damaged, now ${setAside}`];
  return reason === null ? anew : [...anew, `store ${path} ${state}: ${reason}`];
}

function journalLines({ path, reason, failure }: KeeperStatus['journal']): string[] {
  const ended = reason === null ? [] : [`journal ${path} has ended: ${reason}`];
  return failure === null ? ended : [...ended, `a failure was kept: camkeeper replay ${failure}`];
}

/** The table, and of each camera that does not run why, and when it will be tried again. */
export function statusLines(status: KeeperStatus, nowMs: number): string[] {
  const { instance, pid, state, since, generation, store, journal, memory } = status;
  const age = duration(nowMs - Date.parse(since));
  const paint = process.stdout.isTTY ? painter(process.env) : painter({ NO_COLOR: '1' });
  const rows = rowsOf(status);
  const isWhole = ({ camera }: CameraRow) =>
    camera.state === 'running.healthy' && camera.changeRefused === null;
  const down = rows.filter((row) => !isWhole(row));
  const table = cameraLines(rows, { nowMs, withReason: false }).map((line) => {
    const { text, state } = line;
    if (state === null) return text;
    return text.replace(state, (word) => paint(colourOf(state), word));
  });
  return [
    `camkeeper ${instance}: ${state} for ${age}, pid ${pid}, generation ${generation}`,
    ...storeLines(store),
    ...journalLines(journal),
    memoryWords(memory),
    ...(memory.warning === null ? [] : [`memory: ${memory.warning}`]),
    ...(rows.length === 0 ? ['no cameras'] : ['', ...table]),
    ...(down.length === 0 ? [] : ['']),
    ...down.map(({ name, camera }) => `${name}: ${reasonWords(camera, nowMs)}`),
  ];
}

function memoryWords(memory: MemoryStatus): string {
  const { requiredBytes, reservedBytes, availableBytes, limitedBy } = memory;
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const [required, reserved] = [megabytes(requiredBytes), megabytes(reservedBytes)];
  const available = availableBytes === null ? 'no limit' : `${megabytes(availableBytes)} available`;
  const has = `${required} required, ${reserved} reserved, ${available}`;
  return `memory for frames: ${has} (${limitedBy})`;
}
