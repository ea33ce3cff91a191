import type { Budget, BudgetFigures } from '../actors/memory/budget.ts';
import type { CameraConfig } from '../config/camera-config.ts';
import { type ConfigProblem, toProblem } from '../config/problems.ts';
import { regionBytes } from '../config/region-shape.ts';
import type { KeeperContext } from '../machines/keeper-context.ts';

/** How the memory for frames stands, of all cameras together. Bytes. */
export type MemoryStatus = {
  /** What all cameras that are to run want. */
  readonly requiredBytes: number;
  /** What they hold. */
  readonly reservedBytes: number;
  /** What is kept for those to whom it is promised. */
  readonly promisedBytes: number;
  /** What can still be had; null: no limit is known. */
  readonly availableBytes: number | null;
  /** What sets the limit: `memory.budget`, `machine`, `cgroup /path`. */
  readonly limitedBy: string;
  /** null: all that is required can be had. */
  readonly warning: string | null;
};

const MiB = 2 ** 20;
const megabytes = (bytes: number) => Math.ceil(bytes / MiB);

/** What a camera wants for its frames; 0 while it is not to run. */
export const requiredBytes = (config: CameraConfig | null): number =>
  config ? regionBytes(config) : 0;

export function memoryStatus(budget: Budget | null, required: number): MemoryStatus {
  const figures = budget?.figures() ?? nothing;
  const { heldBytes, promisedBytes, freeBytes, limitedBy } = figures;
  return {
    requiredBytes: required,
    reservedBytes: heldBytes,
    promisedBytes,
    availableBytes: Number.isFinite(freeBytes) ? Math.max(0, freeBytes) : null,
    limitedBy,
    warning: memoryWarning(figures, required),
  };
}

/** What is missing, and what to give. The whole limit, for that is what people set. */
export function memoryWarning(figures: BudgetFigures, required: number): string | null {
  const { heldBytes, promisedBytes, freeBytes, limitedBy, limitBytes } = figures;
  const thereBytes = heldBytes + promisedBytes + freeBytes;
  if (required <= thereBytes) return null;
  const there = Math.max(0, Math.floor(thereBytes / MiB));
  const lack = `the frames of all cameras need ${megabytes(required)} MiB, ${there} MiB are there`;
  const wanted = megabytes(limitBytes + required - thereBytes);
  return `${lack} (limit ${limitedBy}): ${advice(limitedBy, wanted)}`;
}

function advice(limitedBy: string, wantedMegabytes: number): string {
  if (limitedBy === 'memory.budget') {
    return `set camkeeper.memory.budget to ${wantedMegabytes} or more`;
  }
  if (limitedBy === 'machine') {
    return `it takes a machine of ${wantedMegabytes} MiB, or smaller or fewer frames`;
  }
  return (
    `give it ${wantedMegabytes} MiB or more (Docker: --memory=${wantedMegabytes}m; ` +
    '--shm-size does not matter)'
  );
}

const endless = Number.POSITIVE_INFINITY;
const nothing: BudgetFigures = {
  heldBytes: 0,
  promisedBytes: 0,
  freeBytes: endless,
  limitedBy: 'nothing',
  limitBytes: endless,
};

type Cameras = KeeperContext['cameras'];

/** Of all cameras that are to run. */
export const requiredOf = (cameras: Cameras): number =>
  cameras.reduce((sum, [, { desired, leaving }]) => {
    const config = leaving || desired.disabledBy !== null ? null : desired.config;
    return sum + requiredBytes(config);
  }, 0);

type Warner = {
  readonly budget: () => Budget | undefined;
  readonly warn: (warning: ConfigProblem) => void;
};

/** Tells once, whenever a configuration begins to need more than there is. */
export function memoryWarner({ budget, warn }: Warner): (cameras: Cameras) => void {
  let last = 0;
  return (cameras) => {
    const required = requiredOf(cameras);
    if (required === last) return;
    last = required;
    const figures = budget()?.figures();
    const message = figures ? memoryWarning(figures, required) : null;
    const nowhere = { file: 'configuration', line: null, column: null };
    if (message) warn(toProblem({ path: [], message }, nowhere));
  };
}
