import type { Desired } from './desired.ts';
import type { CameraPlan, Plan } from './plan.ts';
import { regionBytes } from './region-shape.ts';

type Memory = {
  readonly before: Desired['cameras'];
  readonly after: Desired['cameras'];
  readonly roomBytes: number;
};

/**
 * The same plan, with those refused whose frames would not fit, in the order of their turn. What a
 * camera frees is there for the next.
 */
export function withinRoom(plans: Plan, { before, after, roomBytes }: Memory): Plan {
  let leftBytes = roomBytes;
  for (const plan of plans) if (empties(plan)) leftBytes += bytesOf(before, plan.camera);
  return plans.map((plan): CameraPlan => {
    if (!fills(plan)) return plan;
    const needBytes = bytesOf(after, plan.camera);
    if (needBytes > leftBytes) return refused(plan, needBytes, leftBytes);
    leftBytes -= needBytes;
    return plan;
  });
}

const isMove = (plan: CameraPlan) => plan.action === 'restart' && plan.part === 'region';
const empties = (plan: CameraPlan) => plan.action === 'stop' || isMove(plan);
const fills = (plan: CameraPlan) => plan.action === 'start' || isMove(plan);

const bytesOf = (cameras: Desired['cameras'], camera: string): number =>
  regionBytes(cameras[camera]!.config);

function refused(plan: CameraPlan, needBytes: number, leftBytes: number): CameraPlan {
  const { camera, changes } = plan;
  const stops = plan.action === 'restart' ? 'it stops and waits' : 'it waits';
  const left = mebibytes(Math.max(leftBytes, 0));
  const why = `needs ${mebibytes(needBytes)} for its frames, ${left} are left: ${stops} for room`;
  return { camera, changes, action: 'refuse', why };
}

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
