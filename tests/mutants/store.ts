import type { Mutant } from './mutant.ts';

/** Of what outlives a run, and of what is written into the configuration file. */
export const storeMutants: readonly Mutant[] = [
  {
    name: 'after a kill generations are told again',
    file: 'keeper/lasting-state.ts',
    find: '    this.#reserved = this.#generation + reserveMax;\n',
    replace: '    this.#reserved = this.#generation;\n',
    tests: ['keeper/lasting-state'],
  },
  {
    name: 'a bad configuration at the start wipes what commands asked for',
    file: 'keeper/lasting-state.ts',
    find: 'this.#isRestored ? this.#rowsNow() : this.#rows',
    replace: 'this.#rowsNow()',
    tests: ['keeper/lasting-state'],
  },
  {
    name: 'a disabled camera that cannot be read once is enabled later',
    file: 'keeper/lasting-state.ts',
    find: '    return [...rows, ...kept];',
    replace: '    return [...rows, ...kept.map((row) => ({ ...row, wished: null }))];',
    tests: ['keeper/lasting-state'],
  },
  {
    name: 'a wish outlives its camera over a restart',
    file: 'config/commands.ts',
    find: '    wished: filter(commands.wished, isThere),',
    replace: '    wished: commands.wished,',
    tests: ['config/desired', 'keeper/store'],
  },
  {
    name: 'a store that was never read is overwritten',
    file: 'actors/store/store-file.ts',
    find: '|| isDeepStrictEqual(found, nothingStored)) {',
    replace: '|| found !== nothingStored) {',
    tests: ['actors/store/store'],
  },
  {
    name: 'what a read-only store holds is forgotten',
    file: 'actors/store/store-file.ts',
    find: 'isHeld(error) ? null : await readCopy(this.#path).catch(() => null)',
    replace: 'isHeld(error) ? null : await readCopy(this.#path).catch(() => null).then(() => null)',
    tests: ['actors/store/store'],
  },
  {
    name: 'a damaged store is taken for a full disk',
    file: 'actors/store/damage.ts',
    find: '/^SQLITE_(NOTADB|CORRUPT)/',
    replace: '/^SQLITE_NOTADB/',
    tests: ['actors/store/store'],
  },
  {
    name: 'a refused write is not tried again',
    file: 'actors/store/store.ts',
    find: '    this.#waiting ??= this.#inWork;\n',
    replace: '',
    tests: ['actors/store/store'],
  },
  {
    name: 'the writer inherits the options of the program',
    file: 'actors/store/store.ts',
    find: ', execArgv: [] }',
    replace: ' }',
    tests: ['actors/store/store'],
  },
  {
    name: 'what save wrote is read again',
    file: 'actors/config/followed-file.ts',
    find: '      return use(this.#note({ text: after }));',
    replace: '      return use({ text: after });',
    tests: ['actors/config/followed-file'],
  },
  {
    name: 'save writes over what somebody else wrote meanwhile',
    file: 'actors/config/replace-file.ts',
    find: "if ((await readFile(file, 'utf8')) !== before) {",
    replace: "if ((await readFile(file, 'utf8')) === '') {",
    tests: ['actors/config/replace-file'],
  },
  {
    name: 'an alias into a saved camera is a crash',
    file: 'config/save-camera.ts',
    find: '    return null; // an alias whose anchor is gone',
    replace: "    throw new Error('alias');",
    tests: ['config/save-camera'],
  },
];
