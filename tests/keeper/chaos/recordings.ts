import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import type { CameraStatus, KeeperStatus } from '../../../index.ts';
import { descriptorsOf } from '../../support/descriptors.ts';
import { processesOfInstance } from './processes.ts';
import { recordings } from './wished.ts';

type Open = { readonly pid: number; readonly parentPid: number; readonly camera: string };

/** Throws where a segment is open that nobody should write, or none where one is written. */
export function assertRecordings(directory: string, { cameras }: KeeperStatus): void {
  const open = openSegments(directory);
  const writers = new Map(Object.entries(cameras).map(([name, one]) => [name, writerOf(one)]));
  const isDue = ({ camera, pid, parentPid }: Open) => {
    const writer = writers.get(camera) ?? null;
    return writer !== null && (pid === writer || parentPid === writer);
  };
  assert.equal(
    open.filter((one) => !isDue(one)),
    [],
    'segments that are open in others than the process that records',
  );
  const missing = Object.entries(cameras)
    .filter(([, { recording }]) => recording?.isUp)
    .filter(([name]) => open.every(({ camera }) => camera !== name));
  assert.equal(
    missing.map(([name]) => name),
    [],
    'recordings that are up, and no segment is open',
  );
}

/** The process that records, or capture, below which it is done. */
const writerOf = ({ recording, recorder, capture }: CameraStatus): number | null =>
  (recording?.by === 'recorder' ? recorder?.pid : recording && capture.pid) ?? null;

function openSegments(directory: string): readonly Open[] {
  const below = `${join(dirname(directory), recordings)}/`;
  return processesOfInstance(directory).flatMap(({ pid, parentPid }) =>
    [...descriptorsOf(pid).values()]
      .filter((what) => what.startsWith(below))
      .map((what) => ({ pid, parentPid, camera: what.slice(below.length).split('/')[0]! })),
  );
}
