import type { Mutant } from './mutant.ts';

const page = ['inspector/page'];
const model = ['inspector/page-model'];
const file = ['inspector/page-file'];
const fleet = ['inspector/page-fleet'];
const keys = ['inspector/page-keys'];
const keeper = ['inspector/page-keeper'];

/** Of what a browser shows, and of the past behind it. */
export const pageMutants: readonly Mutant[] = [
  {
    name: 'no state is lit',
    file: 'inspector/page/view/chart.tsx',
    find: "const light = kind === 'anywhere' ? null : lightOf(path, lights);",
    replace: 'const light = null;',
    tests: page,
  },
  {
    name: 'the last transition is not traced',
    file: 'inspector/page/model/chart-lights.ts',
    find: 'traced: new Set(takenIn(move)),',
    replace: 'traced: new Set(),',
    tests: model,
  },
  {
    name: 'the browser holds every picture that was left',
    file: 'inspector/page/view/picture.tsx',
    find: "if (image.isConnected) image.removeAttribute('src');",
    replace: "image.removeAttribute('src');",
    tests: fleet,
  },
  {
    name: 'the slider shows now',
    file: 'inspector/page/view/timeline.tsx',
    find: 'onInput={({ currentTarget }) => player.seek(currentTarget.valueAsNumber)}',
    replace: 'onInput={() => player.leave()}',
    tests: file,
  },
  {
    name: 'a command is applied before its plan is known',
    file: 'inspector/page/view/command-dialog.tsx',
    find: 'isReady={found !== null}',
    replace: 'isReady={true}',
    tests: page,
  },
  {
    name: 'to ask for a plan is to command',
    file: 'inspector/page/session/requests.ts',
    find: "post('api/plan', request);",
    replace: "post('api/commands', request);",
    tests: page,
  },
  {
    name: 'another camera is added than the one of the plan',
    file: 'inspector/page/view/add-dialog.tsx',
    find: '  set(event.currentTarget.value);\n  forget();\n',
    replace: '  set(event.currentTarget.value);\n  if (forget === null) throw new Error();\n',
    tests: page,
  },
  {
    name: 'the past can be commanded',
    file: 'inspector/page/view/camera-head.tsx',
    find: 'useSelected(({ isLive, moment }) => isLive && moment === null);',
    replace: 'useSelected(({ isLive, moment }) => isLive || moment === null);',
    tests: page,
  },
  {
    name: 'what happened early in a long run is not asked for',
    file: 'inspector/page/session/session.ts',
    find: 'if (moment === null || moment.atMs >= reachesMs(story) ||',
    replace: 'if (moment === null || moment.atMs > 0 ||',
    tests: file,
  },
  {
    name: 'nobody is told that the journal has ended',
    file: 'inspector/page/model/keeper-words.ts',
    find: "if (journal?.state === 'ended') {",
    replace: 'if (journal?.reason === undefined) {',
    tests: keeper,
  },
  {
    name: 'nobody is told of a failure that was kept',
    file: 'inspector/server/rows.ts',
    find: 'failures: journal.failures.map(',
    replace: 'failures: journal.failures.slice(1).map(',
    tests: keeper,
  },
  {
    name: 'a dialog that ends takes the next one with it',
    file: 'inspector/page/view/dialogs.tsx',
    find: 'store.get().dialog === own && show(null)',
    replace: '(store.get().dialog === own || true) && show(null)',
    tests: keys,
  },
  {
    name: 'a command is shown with the plan of the one before',
    file: 'inspector/page/view/dialogs.tsx',
    find: '<Opened key={opened.current.count}',
    replace: '<Opened',
    tests: keys,
  },
  {
    name: 'a key behind Escape is lost',
    file: 'inspector/page/view/keys.ts',
    find: "  document.querySelector('dialog')?.close();\n  show(null);\n",
    replace: "  document.querySelector('dialog')?.close();\n  if (event.key === '') show(null);\n",
    tests: keys,
  },
  {
    name: 'the page is not what TypeScript expects',
    file: 'inspector/page/view/camera-head.tsx',
    find: '<b>{rate(row.fps)}</b>',
    replace: '<b>{rate(row.name)}</b>',
    tests: ['inspector/page-types'],
  },
  {
    name: 'other cameras hide what a camera did at the gate',
    file: 'keeper/story.ts',
    find: "(cameraOf(path)?.split('/', 1)[0] ?? null) : null",
    replace: 'null : null',
    tests: ['inspector/live'],
  },
  {
    name: 'the layout of another chart is taken',
    file: 'charts/kept-layouts.ts',
    find: 'return kept?.key === keyOf(model) ? kept.chart : null;',
    replace: 'return kept?.key === undefined || keyOf(model) === null ? null : kept.chart;',
    tests: ['charts/kept-layouts'],
  },
  {
    name: 'a moment of the past is that of the next input',
    file: 'replay/rewind.ts',
    find: 'if (this.#marks[middle]! < mark) low',
    replace: 'if (this.#marks[middle]! <= mark) low',
    tests: ['replay/rewind'],
  },
  {
    name: 'delays of a place that was kept are forgotten',
    file: 'replay/journal-run.ts',
    find: 'this.#ends = new Map(from?.ends);',
    replace: 'this.#ends = new Map(from === undefined ? [] : []);',
    tests: ['replay/rewind'],
  },
  {
    name: 'what lies before the journal in memory is told as if it were known',
    file: 'replay/rewind.ts',
    find: 'if (this.#lines.length === 0 || mark < this.#marks[0]!) return null;',
    replace: 'if (this.#lines.length === 0) return null;',
    tests: ['replay/rewind'],
  },
  {
    name: 'places are kept however long that takes',
    file: 'replay/rewind.ts',
    find: 'tookMs * savingShareMax >= this.#savingMs',
    replace: 'tookMs >= 0',
    tests: ['replay/rewind'],
  },
];
