import { version } from '../keeper/version.ts';
import { type Difference, type DifferingTransition, seconds } from './difference.ts';

/** What a person is told of a run that differs from the recorded one, line by line. */
export function differenceWords(file: string, difference: Difference): string[] {
  const { line, atMs, wallMs, build, input, transition, error, before } = difference;
  const at = new Date(wallMs).toISOString();
  const first = transition?.index ?? null;
  const order = transition === null ? '' : ', what was caused above its cause';
  return [
    `${file}:${line}: the run differs, ${seconds(atMs)} after its beginning (${at})`,
    ...(transition === null ? [] : transitionWords(transition)),
    ...(error === null ? [] : [`  error     ${error}`]),
    `  input     ${input}`,
    `  recorded by camkeeper ${build}${order}:`,
    ...side(difference.recorded, first),
    `  replayed by camkeeper ${version()}:`,
    ...side(difference.replayed, first),
    ...(before.length === 0 ? [] : ['  the inputs before it, oldest first:']),
    ...before.map((words) => `      ${words}`),
  ];
}

function transitionWords(transition: DifferingTransition): string[] {
  const { path, event, was, recorded, replayed } = transition;
  const place = was === null ? path : `${path} in ${was}`;
  const order = recorded === replayed ? ', but not in this order' : '';
  return [
    `  what      ${place} hears ${event}${order}`,
    `            recorded: ${outcome(recorded, was)}`,
    `            replayed: ${outcome(replayed, was)}`,
  ];
}

function outcome(state: string | null, was: string | null): string {
  if (state === null) return 'it does not hear it';
  return state === was ? 'it stays there' : `it goes to ${state}`;
}

/** As many lines of a side are shown after the one that differs. */
const linesAfter = 6;

/** `first`: the line that differs is marked, and of those that are the same one is shown. */
function side(moves: readonly string[], first: number | null): string[] {
  if (first === null) return moves.map((move) => `      ${move}`);
  const from = Math.max(0, first - 1);
  const to = first + linesAfter;
  const shown = moves
    .slice(from, to)
    .map((move, index) => `    ${from + index === first ? '≠' : ' '} ${move}`);
  return [
    ...(from === 0 ? [] : [`      … ${from} that are the same`]),
    ...shown,
    ...(first >= moves.length ? ['    ≠ nothing more'] : []),
    ...(moves.length > to ? [`      … ${moves.length - to} more`] : []),
  ];
}
