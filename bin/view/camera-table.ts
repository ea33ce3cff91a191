import type { CameraStatus, KeeperStatus } from '../../index.ts';
import { duration } from '../../keeper/time-words.ts';
import { type Column, layOut } from './columns.ts';
import { harmless, nextWords } from './words.ts';

export type CameraRow = { readonly name: string; readonly camera: CameraStatus };
export type CameraLine = { readonly text: string; readonly state: string | null };

/** Of every camera a line, beneath one of titles; `withReason`: and why, and what happens next. */
export function cameraLines(
  rows: readonly CameraRow[],
  { nowMs, withReason }: { readonly nowMs: number; readonly withReason: boolean },
): CameraLine[] {
  const reason = { title: 'REASON', cell: (row: CameraRow) => reasonWords(row.camera, nowMs) };
  const columns = [...figures(nowMs), ...(withReason ? [reason] : [])];
  const [titles = '', ...lines] = layOut(columns, rows);
  const cameras = lines.map((text, index) => ({ text, state: rows[index]!.camera.state }));
  return [{ text: titles, state: null }, ...cameras];
}

export function rowsOf({ cameras }: KeeperStatus): CameraRow[] {
  return Object.entries(cameras).map(([name, camera]) => ({ name, camera }));
}

/** Why it is in its state and what happens next; harmless to a terminal. */
export function reasonWords({ reason, next }: CameraStatus, nowMs: number): string {
  return harmless(next === null ? reason : `${reason}; ${nextWords(next, nowMs)}`);
}

/** So that columns do not jump while states come and go. */
const stateWidth = 'starting.connecting'.length;

const figures = (nowMs: number): Column<CameraRow>[] => [
  { title: 'CAMERA', cell: ({ name }) => name },
  { title: 'STATE', cell: ({ camera }) => camera.state.padEnd(stateWidth) },
  {
    title: 'SINCE',
    right: true,
    cell: ({ camera }) => duration(nowMs - Date.parse(camera.since)),
  },
  { title: 'FPS', right: true, cell: ({ camera }) => camera.capture.fps.toFixed(1) },
  { title: 'FRAMES', right: true, cell: ({ camera }) => String(camera.capture.framesTotal) },
  { title: 'DROPPED', right: true, cell: ({ camera }) => String(camera.queue.droppedTotal) },
  {
    title: 'RESTARTS',
    right: true,
    cell: ({ camera }) => String(camera.capture.restarts + camera.tracker.restarts),
  },
];
