import type { Mutant } from './mutant.ts';

export const configMutants: readonly Mutant[] = [
  {
    name: 'a camera whose name begins like another is the other',
    file: 'config/diff.ts',
    find: 'afterOf(camera) === null && wishedOf',
    replace: '!after.some(([name]) => name.startsWith(camera)) && wishedOf',
    tests: ['config/diff'],
  },
  {
    name: 'an unchanged camera counts as changed',
    file: 'config/diff.ts',
    find: 'one === other || isDeepStrictEqual(one, other)',
    replace: 'one === other',
    tests: ['machines/neighbours', 'config/diff'],
  },
  {
    name: 'additions go before removals',
    file: 'config/diff.ts',
    find: "...removed.map(([camera]) => ({ type: 'camera.removed', camera }) as const), ",
    replace: '',
    tests: ['config/diff'],
  },
  {
    name: 'a change of size does not cost a region',
    file: 'config/cost.ts',
    find: "'detect.width': 'region'",
    replace: "'detect.width': 'capture'",
    tests: ['config/cost'],
  },
  {
    name: 'an unknown path costs nothing',
    file: 'config/cost.ts',
    find: "costTable[path] ?? 'region'",
    replace: "costTable[path] ?? 'none'",
    tests: ['config/cost'],
  },
  {
    name: 'a password with an @ shows its end',
    file: 'config/mask.ts',
    find: 'const lineUserinfo = /(:\\/\\/)(\\S*)(@)/g;',
    replace: 'const lineUserinfo = /(:\\/\\/)(\\S*?)(@)/g;',
    tests: ['config/mask'],
  },
  {
    name: 'options with secrets are printed',
    file: 'config/mask.ts',
    find: 'return isSecretOption(option.trim()) ?',
    replace: "return option === '' ?",
    tests: ['config/mask'],
  },
  {
    name: 'values that were put in are substituted again',
    file: 'config/substitution.ts',
    find: '? { ok: true, text: replaced }',
    replace:
      '? { ok: true, text: replaced.replace(/\\{(FRIGATE_\\w+)\\}/g, (_, n) => environment[n]!) }',
    tests: ['config/substitution'],
  },
  {
    name: 'a region has no more slots than two seconds need',
    file: 'config/region-shape.ts',
    find: 'Math.max(Math.ceil(fps * secondsKept), queueCapacity + slotsBesideQueue)',
    replace: 'Math.ceil(fps * secondsKept)',
    tests: ['config/region-shape'],
  },
];
