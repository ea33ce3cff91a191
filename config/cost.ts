import { isDeepStrictEqual } from 'node:util';
import type { CameraConfig } from './camera-config.ts';
import { detectInput } from './detect-input.ts';
import { recordedBy, recordInput } from './recording.ts';
import { slotCount } from './region-shape.ts';

/**
 * From cheap to dear: what of a running camera a change touches. `live` comes with each of those
 * behind it, and all of them with `region`; each of the processes restarts for itself.
 */
export const costs = ['none', 'live', 'recorder', 'tracker', 'capture', 'region'] as const;
export type Cost = (typeof costs)[number];

/** Of what changed at a path; nothing: none. */
type Rule = (before: CameraConfig, after: CameraConfig) => Cost | readonly Cost[];

/** A path at which two configurations of a camera differ, and what that costs. */
export type PathCost = { readonly path: string; readonly cost: Cost };

/** The dearest of what changed, by the table. */
export function costOf(before: CameraConfig, after: CameraConfig): Cost {
  return dearest(pathCosts(before, after));
}

/**
 * Each path that changed, by the table; once for each process that it restarts. One without a row
 * costs as much as can be.
 */
export function pathCosts(before: CameraConfig, after: CameraConfig): PathCost[] {
  return changedPaths(before, after).flatMap((path) => {
    const row = costTable[path] ?? 'region';
    const found = [typeof row === 'function' ? row(before, after) : row].flat();
    return (found.length === 0 ? ['none' as const] : found).map((cost) => ({ path, cost }));
  });
}

export function dearest(changes: readonly PathCost[]): Cost {
  return changes.reduce<Cost>((most, { cost }) => (rank(cost) > rank(most) ? cost : most), 'none');
}

/** Only what a process opens, and whether it is the one that records, concerns it. */
const ofInput: Rule = (before, after) => [
  ...(isDeepStrictEqual(captured(before), captured(after)) ? [] : ['capture' as const]),
  ...(isDeepStrictEqual(recorded(before), recorded(after)) ? [] : ['recorder' as const]),
];

function captured(camera: CameraConfig) {
  const { roles: _, ...input } = detectInput(camera.ffmpeg.inputs) ?? { roles: [] };
  return { input, records: recordedBy(camera) === 'capture' };
}

function recorded(camera: CameraConfig) {
  if (recordedBy(camera) !== 'recorder') return null;
  const { roles: _, hwaccelArgs: __, ...input } = recordInput(camera.ffmpeg.inputs)!;
  return input;
}

/** Whoever records, and whoever did before. */
const ofRecording: Rule = (before, after) => {
  const processes = [recordedBy(before), recordedBy(after)].filter((by) => by !== null);
  return [...new Set(processes)];
};

const ofExecutable: Rule = (_, after) =>
  recordedBy(after) === 'recorder' ? ['recorder', 'capture'] : 'capture';

const ofFps: Rule = (before, after) => {
  return slotCount(before.detect.fps) === slotCount(after.detect.fps) ? 'capture' : 'region';
};

/**
 * One row per path of `CameraConfig`; lists of maps have `*` for their indexes. Whether a camera is
 * enabled is decided outside (`disabledBy`), and what only the keeper uses costs nothing.
 */
export const costTable: Readonly<Record<string, Cost | Rule>> = {
  enabled: 'none',
  'ffmpeg.path': ofExecutable,
  'ffmpeg.inputs.*.path': ofInput,
  'ffmpeg.inputs.*.roles': ofInput,
  'ffmpeg.inputs.*.globalArgs': ofInput,
  'ffmpeg.inputs.*.hwaccelArgs': ofInput,
  'ffmpeg.inputs.*.inputArgs': ofInput,
  'ffmpeg.detectOutputArgs': 'capture',
  'ffmpeg.recordOutputArgs': ofRecording,
  'ffmpeg.retryIntervalSeconds': 'none',
  'detect.enabled': 'live',
  'detect.width': 'region',
  'detect.height': 'region',
  'detect.fps': ofFps,
  'record.enabled': ofInput,
  'record.directory': ofRecording,
  'record.keepFreeMegabytes': 'none',
  'timeouts.stallSeconds': 'capture',
  'timeouts.firstFrameSeconds': 'capture',
  'timeouts.readySeconds': 'none',
  'timeouts.stopSeconds': 'capture',
  'timeouts.healthySeconds': 'none',
  'timeouts.hungSeconds': 'none',
  'timeouts.segmentSeconds': 'none',
  'retry.firstSeconds': 'none',
};

/**
 * Every path at which the two differ, as the table has it. Guards ask, so it has to be quick: what
 * is the same is left early.
 */
export function changedPaths(before: unknown, after: unknown, at = ''): string[] {
  if (before === after) return [];
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => changedPaths(before[key], after[key], below(at, key)));
  }
  const old = byPath(before, at);
  const next = byPath(after, at);
  const paths = new Set([...old.keys(), ...next.keys()]);
  return [...paths].filter((path) => !isDeepStrictEqual(old.get(path), next.get(path)));
}

function byPath(value: unknown, at: string): Map<string, unknown[]> {
  const values = new Map<string, unknown[]>();
  for (const [path, leaf] of leaves(value, at)) {
    const known = values.get(path);
    if (known === undefined) values.set(path, [leaf]);
    else known.push(leaf);
  }
  return values;
}

type Leaf = readonly [path: string, value: unknown];

/** A list of plain values is one leaf; what is not there has none. */
function leaves(value: unknown, at: string): Leaf[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.some((item) => typeof item === 'object')) {
    return value.flatMap((item) => leaves(item, below(at, '*')));
  }
  if (!isMap(value)) return [[at, value]];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, below(at, key)));
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const below = (at: string, key: string): string => (at === '' ? key : `${at}.${key}`);

function rank(cost: Cost): number {
  return costs.indexOf(cost);
}
