import { maskCredentials } from '../../config/mask.ts';
import type { Keeper } from '../../index.ts';
import { timeOfDay } from '../../keeper/time-words.ts';
import { harmless } from '../view/words.ts';
import { type Entry, type Level, levels, type Tell } from './entry.ts';

/** Where a running keeper shows itself. */
export type Surface = {
  readonly tell: Tell;
  /** Nothing is shown afterwards. */
  readonly close: () => void;
};
export type SurfaceOptions = {
  readonly keeper: Keeper;
  readonly level: Level;
  /** For people, about this run: shown before anything else. */
  readonly hints: readonly string[];
};
export type OpenSurface = (options: SurfaceOptions) => Surface;

export const forms = ['table', 'text', 'json'] as const;
export type Form = (typeof forms)[number];

export const isWorth = (entry: Entry, level: Level): boolean =>
  levels.indexOf(entry.level) >= levels.indexOf(level);

/** `14:03:59 front running.healthy: first frame after 412 ms` */
export function entryText({ level, about, message }: Entry, nowMs: number): string {
  const mark = level === 'warn' || level === 'error' ? `${level}: ` : '';
  const subject = about === null ? '' : `${about} `;
  return `${timeOfDay(nowMs)} ${subject}${mark}${harmless(maskCredentials(message))}`;
}
