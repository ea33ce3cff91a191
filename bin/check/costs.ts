import type { KeeperConfig } from '../../config/camera-config.ts';
import { regionBytes, regionShape } from '../../config/region-shape.ts';
import { layOut } from '../view/columns.ts';

/** What a camera takes of the machine's memory for its frames, as long as it is enabled. */
export type CameraCost = {
  readonly enabled: boolean;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly slots: number;
  readonly frameBytes: number;
  readonly memoryBytes: number;
};

const bytesPerPixel = 1.5; // I420

export function costs({ cameras }: KeeperConfig): Record<string, CameraCost> {
  const entries = Object.entries(cameras).map(([name, camera]) => {
    const { width, height, slots } = regionShape(camera);
    const frameBytes = width * height * bytesPerPixel;
    const { enabled, detect } = camera;
    const memoryBytes = regionBytes(camera);
    const { fps } = detect;
    return [name, { enabled, width, height, fps, slots, frameBytes, memoryBytes }] as const;
  });
  return Object.fromEntries(entries);
}

type Row = readonly [name: string, cost: CameraCost];

/** For people; the sum is of what is enabled. */
export function costTable(cameras: Readonly<Record<string, CameraCost>>): string[] {
  const rows: Row[] = Object.entries(cameras);
  if (rows.length === 0) return [];
  const enabled = rows.filter(([, cost]) => cost.enabled);
  const sumBytes = enabled.reduce((sum, [, { memoryBytes }]) => sum + memoryBytes, 0);
  const table = layOut<Row>(
    [
      { title: 'CAMERA', cell: ([name]) => name },
      { title: 'FRAMES', cell: ([, { width, height, fps }]) => `${width}x${height} at ${fps} fps` },
      { title: 'SLOTS', right: true, cell: ([, { slots }]) => String(slots) },
      { title: 'MEMORY', right: true, cell: ([, { memoryBytes }]) => mebibytes(memoryBytes) },
      { title: '', cell: ([, cost]) => (cost.enabled ? '' : 'disabled') },
    ],
    rows,
  );
  return [...table, `memory for frames of the enabled cameras: ${mebibytes(sumBytes)}`];
}

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
