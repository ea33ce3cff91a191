import type { Mutant } from './mutant.ts';

/** Of the watch of the file and the plan of a change. */
export const configChangeMutants: readonly Mutant[] = [
  {
    name: 'a burst that does not end is never told',
    file: 'config/settled.ts',
    find: 'merge(quiet$(), timer(atMostMs))',
    replace: 'merge(quiet$(), timer(atMostMs * 1000))',
    tests: ['config/settled'],
  },
  {
    name: 'each write of a burst is a change',
    file: 'config/settled.ts',
    find: 'debounceTime(quietMs)',
    replace: 'debounceTime(0)',
    tests: ['config/settled'],
  },
  {
    name: 'only the directory of the name is watched, not those of links',
    file: 'actors/config/link-path.ts',
    find: '    way = target;',
    replace: '    break;',
    tests: ['actors/config/file-watch'],
  },
  {
    name: 'watches stay with what had the name before',
    file: 'actors/config/file-watch.ts',
    find: 'if (wanted.get(path) === identity) continue;',
    replace: 'if (wanted.has(path)) continue;',
    tests: ['actors/config/file-watch'],
  },
  {
    name: 'whatever happens in the directory is a change of the file',
    file: 'actors/config/file-watch.ts',
    find: 'const isOther = version !== this.#version;',
    replace: 'const isOther = true;',
    tests: ['actors/config/file-watch'],
  },
  {
    name: 'watchers outlive their listener',
    file: 'actors/config/file-watch.ts',
    find: 'for (const { watcher } of this.#watches.values()) watcher.close();',
    replace: '',
    tests: ['actors/config/file-watch', 'keeper/watching'],
  },
  {
    name: 'a file that is corrected back stays refused',
    file: 'config/desired.ts',
    find: 'return state.isFileRejected ? againGood(next) : next;',
    replace: 'return next;',
    tests: ['config/desired', 'actors/config/source'],
  },
  {
    name: 'the plan is told after the change',
    file: 'actors/config/source.ts',
    find: 'this.#tellPlan(outcome.desired);',
    replace: 'setImmediate(() => this.#tellPlan(outcome.desired));',
    tests: ['actors/config/source'],
  },
  {
    name: 'the plan forgets what a camera frees for itself',
    file: 'config/plan-room.ts',
    find: '.config) - (this.#memory.held.get(camera) ?? 0);',
    replace: '.config);',
    tests: ['config/plan'],
  },
  {
    name: 'a disabled camera is planned to start',
    file: 'config/plan.ts',
    find: 'camera?.disabledBy === null',
    replace: 'camera !== null',
    tests: ['config/plan'],
  },
];
