import type { Failure, Played } from './play.ts';
import type { Script, TraceLine } from './script.ts';
import { formatTime } from './times.ts';

/** What is wrong, for people: both sides, and the inputs before. */
export function failureWords(script: Script, { trace, failure }: Played): string[] {
  if (failure === null) return [];
  if (failure.type === 'fault') {
    return [`  wrong     ${failure.message}`, ...pastWords(script, { untilMs: script.untilMs })];
  }
  const { expected, happened, after, isNowhere } = failure;
  const from = happened ? trace.indexOf(happened) : trace.length;
  const next = trace.slice(from, from + nextShown).map(lineWords);
  return [
    `  expected  ${expected?.text ?? 'nothing more'}${isNowhere ? ', which is nowhere' : ''}`,
    ...(next.length > 0 ? next : ['nothing more']).map(
      (line, index) => `  ${index === 0 ? 'happened' : '        '}  ${line}`,
    ),
    ...(after ? [`  after     ${lineWords(after)}`] : []),
    ...pastWords(script, { untilMs: happened?.atMs ?? script.untilMs }),
  ];
}

const nextShown = 5;
const inputsShown = 5;

function pastWords({ inputs }: Script, { untilMs }: Pick<Script, 'untilMs'>): string[] {
  const before = inputs.filter(({ atMs }) => Math.round(atMs) <= untilMs).slice(-inputsShown);
  return ['  the inputs before it, oldest first:', ...before.map(({ words }) => `    ${words}`)];
}

export const lineWords = ({ atMs, words }: TraceLine): string => `${formatTime(atMs)} ${words}`;

/** In one line. */
export function failureLine(failure: Failure): string {
  if (failure.type === 'fault') return failure.message;
  const { expected, happened } = failure;
  const [one, other] = [expected?.text, happened && lineWords(happened)];
  return `expected ${one ?? 'nothing more'}, happened ${other ?? 'nothing more'}`;
}
