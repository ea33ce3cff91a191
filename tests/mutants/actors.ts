import type { Mutant } from './mutant.ts';

/** Of what touches the world: nothing may be left behind, whatever dies and however. */
export const actorMutants: readonly Mutant[] = [
  {
    name: 'group not killed',
    file: 'actors/process/start-process.ts',
    find: '    group.kill(); // helpers that it left behind\n',
    replace: '',
    tests: ['keeper/kills'],
  },
  {
    name: 'only the leader hears signals',
    file: 'actors/process/start-process.ts',
    find: 'process.kill(-pid, signal);',
    replace: 'process.kill(pid, signal);',
    tests: ['keeper/kills'],
  },
  {
    name: 'a stopped process is not woken to stop',
    file: 'actors/process/start-process.ts',
    find: "      if (signal === 'SIGTERM') send('SIGCONT');\n",
    replace: '',
    tests: ['keeper/stop'],
  },
  {
    name: 'children are not marked',
    file: 'actors/process/start-process.ts',
    find: ', [markName]: world.mark }',
    replace: ', [markName]: world.mark.slice(1) }',
    tests: ['keeper/killed-keeper'],
  },
  {
    name: 'nothing is swept at the start',
    file: 'actors/reaper/reaper.ts',
    find: '        for (const { pid } of killed) kill(pid);\n',
    replace: '',
    tests: ['keeper/killed-keeper'],
  },
  {
    name: 'children do not die with the keeper',
    file: 'native/src/launcher.cc',
    find: '  prctl(PR_SET_PDEATHSIG, options.death_signal);\n',
    replace: '',
    tests: ['keeper/killed-keeper'],
  },
  {
    name: 'a region is kept after its camera',
    file: 'actors/holdings.ts',
    find: '    this.#regions.get(id)?.region.close();\n',
    replace: '',
    tests: ['keeper/library'],
  },
  {
    name: 'a hung tracker is not noticed',
    file: 'actors/process/hang-watch.ts',
    find: 'if (watched.hung && !before) watched.onHung();',
    replace: 'if (watched.hung && before) continue;',
    tests: ['keeper/kills'],
  },
  {
    name: 'a channel is left open after its run',
    file: 'actors/tracker/run.ts',
    find: '    close: () => channel.close(),\n',
    replace: '    close: () => {},\n',
    tests: ['keeper/library'],
  },
];
