import type { Mutant } from './mutant.ts';

const tests = ['keeper/chaos'];

/** Seen by random wishes and signals alone, with the seed that `npm run mutants` sets. */
export const chaosMutants: readonly Mutant[] = [
  {
    name: 'chaos: helpers of a killed capture are forgotten',
    file: 'actors/process/start-process.ts',
    find: 'if (signal !== 0 || role',
    replace: 'if (role',
    tests,
  },
  {
    name: 'chaos: a stopped process is not woken to stop',
    file: 'actors/process/start-process.ts',
    find: '    child.signalGroup(SIGCONT); // whoever is stopped would not hear it\n',
    replace: '',
    tests,
  },
  {
    name: 'chaos: a region is forgotten without being closed',
    file: 'actors/holdings.ts',
    find: '    this.#regions.get(id)?.region.close();\n',
    replace: '    this.#regions.get(id)?.region.closeQueue();\n',
    tests,
  },
  {
    name: 'chaos: a restart reaches cameras whose names begin alike',
    file: 'machines/keeper-setup.ts',
    find:
      'restart: enqueueActions(({ event, enqueue }) => {\n' +
      "      if (event.type !== 'keeper.restart') return;\n" +
      '      const { camera, role } = event;\n',
    replace:
      'restart: enqueueActions(({ context, event, enqueue }) => {\n' +
      "      if (event.type !== 'keeper.restart') return;\n" +
      '      const { role } = event;\n' +
      '      const names = context.cameras.map(([name]) => name);\n' +
      '      for (const camera of names.filter((name) => name.startsWith(event.camera)))\n',
    tests,
  },
  {
    name: 'chaos: the sweep at the start finds nothing',
    file: 'actors/reaper/reaper.ts',
    find: '  for (const process of left) killLeftBehind(process);\n',
    replace: '',
    tests,
  },
  {
    name: 'chaos: dropped frames are not counted',
    file: 'native/src/frame-producer.cc',
    find: '  Increment(attended ? metrics().dropped_total : metrics().unattended_total);\n',
    replace: '  if (!attended) Increment(metrics().unattended_total);\n',
    tests,
  },
  {
    name: 'chaos: frames of a dead tracker are not counted',
    file: 'actors/process/run-actor.ts',
    find: '?.reclaim(input.role)',
    replace: '?.metrics()',
    tests,
  },
  {
    name: 'chaos: a back-off never ends',
    file: 'machines/process-setup.ts',
    find: '    backOff: ({ context }) => context.delayMs,\n',
    replace: '    backOff: ({ context }) => context.delayMs * 1000,\n',
    tests,
  },
  {
    name: 'chaos: the result of a removal is lost',
    file: 'machines/reconcile.ts',
    find: '  const results = { ...context.results, [name]: resultIn(output) };\n',
    replace:
      '  const results = { ...context.results };\n' +
      '  if (again) results[name] = resultIn(output);\n',
    tests,
  },
  {
    name: 'chaos: the channel of an ended tracker stays open',
    file: 'actors/tracker/run.ts',
    find: 'callAll(unwatch, channel.close)',
    replace: 'callAll(unwatch)',
    tests,
  },
  {
    name: 'chaos: nobody looks for hung processes',
    file: 'actors/process/hang-watch.ts',
    find: 'if (watched.hung && !before) watched.onHung();',
    replace: 'if (watched.hung && before) return;',
    tests,
  },
];
