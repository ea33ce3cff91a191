import type { Span, Tone } from './laid-out.ts';
import type { ChartModel, Named, StateModel, TransitionModel } from './model.ts';
import type { Sentence } from './paragraph.ts';
import { anywhereWords, guardWords, namedWords, triggerWords } from './words.ts';

/** What stands in the box of a state: its name, then what it does without being left. */
export function captionOf(state: StateModel, { transitions }: ChartModel): Sentence[] {
  const { path, key, entry, exit, invokes } = state;
  const staying = transitions.filter(({ from, to }) => from === path && to.length === 0);
  return [
    sentence([{ text: path === '' ? anywhereWords : key, tone: 'title' }]),
    ...(invokes.length === 0
      ? []
      : [
          sentence(
            listed(
              'runs',
              invokes.map(({ id }) => id),
            ),
          ),
        ]),
    ...(entry.length === 0 ? [] : [sentence(listed('entry /', entry.map(namedWords)))]),
    ...(exit.length === 0 ? [] : [sentence(listed('exit /', exit.map(namedWords)))]),
    ...staying.map((transition) => sentence(labelOf(transition), transition.id)),
  ];
}

/** `process.exited [unwanted] / keepExit, leaveGate`, in words that are not broken. */
export function labelOf(transition: TransitionModel): Span[] {
  return [
    ...triggerWords(transition).split(' ').map(toned('trigger')),
    ...guardWords(transition.guard).split(' ').map(toned('guard')),
    ...actionsOf(transition.actions),
  ].filter(({ text }) => text !== '');
}

const sentence = (words: readonly Span[], transition: string | null = null): Sentence => ({
  words,
  transition,
});

function actionsOf(actions: readonly Named[]): Span[] {
  const [first, ...rest] = separated(actions.map(namedWords));
  // the stroke never ends a line
  return first === undefined ? [] : [`/ ${first}`, ...rest].map(toned('action'));
}

const listed = (word: string, names: readonly string[]): Span[] => [
  { text: word, tone: 'word' },
  ...separated(names).map(toned('action')),
];

const separated = (names: readonly string[]): string[] =>
  names.map((name, index) => (index < names.length - 1 ? `${name},` : name));

const toned =
  (tone: Tone) =>
  (text: string): Span => ({ text, tone });
