import { errorData } from '../../config/errors.ts';
import { maskCredentials } from '../../config/mask.ts';
import { type CameraPlan, isChange, planWords } from '../../config/plan.ts';
import { formatProblem } from '../../config/problems.ts';
import type { ConfigProblem, Keeper, Leftover } from '../../index.ts';
import { followCameras } from './follow-cameras.ts';

export const levels = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

/** One thing worth telling, the same on a terminal and in a log. Free of credentials. */
export type Entry = {
  readonly level: Level;
  readonly message: string;
  /** For programs, besides the message. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What people read in front of the message: a camera, a process of it. */
  readonly about: string | null;
};
export type Tell = (entry: Entry) => void;

/** Tells what happens in a keeper as long as it runs. */
export function followKeeper(keeper: Keeper, tell: Tell): void {
  followCameras(keeper, tell);
  keeper.warnings$.subscribe((warning) => tell(warned(warning)));
  keeper.rejections$.subscribe((problems) => tell(rejected(problems)));
  keeper.plans$.subscribe((plan) => {
    for (const camera of plan.filter(isChange)) tell(planned(camera));
  });
  keeper.leftovers$.subscribe((leftovers) => tell(swept(leftovers)));
  keeper.lines$.subscribe(({ path, text }) => {
    const [camera = path, role = ''] = path.replace(/^camera:/, '').split('/');
    tell({ level: 'debug', message: text, fields: { camera, role }, about: `${camera} ${role}` });
  });
}

export function note(message: string, fields: Entry['fields'] = {}): Entry {
  return { level: 'info', message, fields, about: null };
}

export function failure(what: string, error: unknown): Entry {
  const { code, message } = errorData(error);
  const masked = maskCredentials(message);
  return { level: 'error', message: `${what}: ${masked}`, fields: { code }, about: null };
}

function swept(leftovers: readonly Leftover[]): Entry {
  const named = leftovers.map(
    ({ pid, name, gone }) => `${name} ${pid}${gone ? '' : ' (still there)'}`,
  );
  const message = `killed what an earlier keeper had left: ${named.join(', ')}`;
  return { level: 'warn', message, fields: { leftovers }, about: null };
}

function warned(warning: ConfigProblem): Entry {
  const { message, ...place } = warning;
  return { level: 'warn', message: formatProblem(warning), fields: { ...place }, about: null };
}

function rejected(problems: readonly ConfigProblem[]): Entry {
  const message = `the configuration stays as it was: ${problems.map(formatProblem).join('\n')}`;
  return { level: 'error', message, fields: { code: 'CONFIG_INVALID', problems }, about: null };
}

function planned(plan: CameraPlan): Entry {
  const { camera, ...fields } = plan;
  const level = plan.action === 'refuse' ? 'warn' : 'info';
  const message = `plan: ${planWords(plan)}`;
  return { level, message, fields: { camera, plan: fields }, about: camera };
}
