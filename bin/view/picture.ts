import type { KeeperStatus } from '../../index.ts';
import { duration } from '../../keeper/time-words.ts';
import {
  type CameraLine,
  type CameraRow,
  cameraLines,
  reasonWords,
  rowsOf,
} from './camera-table.ts';
import { colourOf, type Paint } from './colours.ts';
import { harmless } from './words.ts';

export type Scene = {
  readonly status: KeeperStatus;
  readonly nowMs: number;
  /** Stands above the table and does not change. */
  readonly hints: readonly string[];
  /** Newest last; as many are shown as there is room for. */
  readonly log: readonly string[];
  readonly rows: number;
  readonly columns: number;
  readonly paint: Paint;
};

const logLinesMax = 8;
/** Narrower, and reasons in the table would be cut to nothing. */
const columnsForReasons = 120;
/** Title, empty line, titles of the columns. */
const linesAround = 3;

/** The lines of the screen, none longer than it is wide, one less than it is high. */
export function picture(scene: Scene): string[] {
  const { status, hints, paint } = scene;
  const all = rowsOf(status);
  const hintLines = hints.length === 0 ? [] : [...hints, ''];
  const room = Math.max(1, scene.rows - 1 - linesAround);
  const shownHints = all.length + hintLines.length <= room ? hintLines : [];
  const shown = mostUrgent(all, room - shownHints.length);
  const withReason = scene.columns >= columnsForReasons;
  const table = cameraLines(shown, { nowMs: scene.nowMs, withReason });
  const left = all.length - shown.length;
  const more = left === 0 ? [] : [paint('quiet', cut(`… and ${left} more`, scene))];
  const lines = [
    ...shownHints.map((line) => cut(line, scene)),
    paint('title', cut(headline(status, scene.nowMs), scene)),
    '',
    ...table.map((line) => painted(line, scene)),
    ...more,
  ];
  if (!withReason) lines.push(...reasonLines(shown, scene, scene.rows - 1 - lines.length));
  lines.push(...logLines(scene, scene.rows - 1 - lines.length));
  return lines.slice(0, Math.max(1, scene.rows - 1));
}

/** Beneath the table, where there is no room for them in it: why those are down that are. */
function reasonLines(rows: readonly CameraRow[], scene: Scene, room: number): string[] {
  const down = rows.filter(isDown).map(({ name, camera }) => {
    return cut(`${name}: ${reasonWords(camera, scene.nowMs)}`, scene);
  });
  return down.length === 0 || room < 2 ? [] : ['', ...down.slice(0, room - 1)];
}

const isDown = ({ camera }: CameraRow) => camera.state !== 'running.healthy';

/** When not all have room, those that do not run come first. */
function mostUrgent(rows: readonly CameraRow[], room: number): readonly CameraRow[] {
  if (rows.length <= room) return rows;
  const isUp = (row: CameraRow) => !isDown(row);
  return [...rows.filter(isDown), ...rows.filter(isUp)].slice(0, Math.max(1, room - 1));
}

function headline({ instance, state, since, pid, cameras }: KeeperStatus, nowMs: number): string {
  const states = Object.values(cameras).map((camera) => camera.state);
  const healthy = states.filter((each) => each === 'running.healthy').length;
  const age = duration(nowMs - Date.parse(since));
  const count = `${healthy} of ${states.length} cameras healthy`;
  return `camkeeper ${instance}: ${state} for ${age}, ${count}, pid ${pid}`;
}

function painted({ text, state }: CameraLine, scene: Scene): string {
  const line = cut(text, scene);
  if (state === null) return scene.paint('quiet', line);
  return line.replace(state, (word) => scene.paint(colourOf(state), word));
}

function logLines({ log, columns, paint }: Scene, room: number): string[] {
  const count = Math.min(logLinesMax, room - 1, log.length);
  if (count <= 0) return [];
  const newest = log.slice(-count).map((line) => cut(harmless(line), { columns }));
  return ['', ...newest.map((line) => paint('quiet', line))];
}

function cut(text: string, { columns }: Pick<Scene, 'columns'>): string {
  return text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`;
}
