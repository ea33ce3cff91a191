import { maskCredentials } from '../config/mask.ts';

/** Runs code that is not ours: what it throws is told and harms nothing. */
export type Guard = (callback: () => void) => void;

export const guardWith =
  (onTrouble: (error: unknown) => void): Guard =>
  (callback) => {
    try {
      callback();
    } catch (error) {
      onTrouble(error);
    }
  };

/** Who is told of troubles may throw as well: then the process is warned, as by default. */
export function toldSafely(onTrouble: (error: unknown) => void = warn): (error: unknown) => void {
  return (error) => guardWith(warn)(() => onTrouble(error));
}

function warn(error: unknown): void {
  process.emitWarning(maskCredentials(String(error)), 'CamkeeperWarning');
}
