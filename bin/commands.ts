import type { Execute } from './invocation.ts';

export type Option = {
  /** How help calls its value; null: it takes none. */
  readonly value: string | null;
  readonly short?: string;
  readonly help: string;
};
export type Options = Readonly<Record<string, Option>>;

export type Command = {
  /** One in brackets may be left out. */
  readonly operands: readonly string[];
  readonly summary: string;
  /** What help says beyond. */
  readonly details?: string;
  readonly options: Options;
  /** Loaded when it is asked for: `status` pays for nothing that only `run` needs. */
  readonly load: () => Promise<{ readonly execute: Execute }>;
};

const help: Options = { help: { value: null, short: 'h', help: 'this text' } };
const json: Options = { json: { value: null, help: 'print JSON' } };
const runtimeDir: Options = {
  'runtime-dir': {
    value: 'DIR',
    help:
      'where the keeper is met: CAMKEEPER_RUNTIME_DIR, else $XDG_RUNTIME_DIR/camkeeper ' +
      'or /run/camkeeper',
  },
};
const remote: Options = { ...json, ...runtimeDir, ...help };

export const globalOptions: Options = {
  ...runtimeDir,
  ...help,
  version: { value: null, short: 'V', help: 'the version' },
};

const change = () => import('./commands/change.ts');

export const commands: Readonly<Record<string, Command>> = {
  run: {
    operands: [],
    summary: 'keep the cameras of a configuration running, in the foreground',
    details:
      'The file is watched: a change of it is applied as it is saved. SIGHUP reads it again. ' +
      'Ctrl-C and SIGTERM stop in order, a second one stops at once.',
    options: {
      config: {
        value: 'FILE',
        short: 'c',
        help: 'the configuration: CAMKEEPER_CONFIG, else ./camkeeper.yml',
      },
      store: {
        value: 'FILE',
        help:
          'the database in which commands outlive the keeper: by itself camkeeper.db beside the ' +
          'configuration',
      },
      output: {
        value: 'FORM',
        help: 'table, text or json: by itself a live table on a terminal, json elsewhere',
      },
      'log-level': {
        value: 'LEVEL',
        help: 'debug (with the lines of ffmpeg), info, warn or error',
      },
      journal: {
        value: 'FILE',
        help: 'write down all that happens, for replay; otherwise the last of it is in memory',
      },
      'journal-size': {
        value: 'MB',
        help: 'of the file and the older ones beside it (FILE.1 …) together: 256',
      },
      http: {
        value: 'ADDRESS',
        help:
          'where a browser on this machine sees it: CAMKEEPER_HTTP, else 127.0.0.1:9470; ' +
          'off: nowhere',
      },
      stately: {
        value: null,
        help: "show the state machines in Stately's inspector, a page of stately.ai in a browser",
      },
      'no-watch': { value: null, help: 'do not watch the configuration file' },
      ...runtimeDir,
      ...help,
    },
    load: () => import('./commands/run.ts'),
  },
  check: {
    operands: ['FILE'],
    summary: 'say whether a configuration is right, and what it costs',
    options: { ...json, ...help },
    load: () => import('./commands/check.ts'),
  },
  plan: {
    operands: ['OLD', 'NEW'],
    summary: 'say what changing one configuration into another does to each camera',
    details: 'Nothing is changed, and no keeper is asked.',
    options: { ...json, ...help },
    load: () => import('./commands/plan.ts'),
  },
  chart: {
    operands: ['[MACHINE]'],
    summary: 'print the state chart of a machine; without a name, list the machines',
    details: 'Drawn from the machine itself. --json prints what the chart says, for programs.',
    options: {
      format: { value: 'FORMAT', help: 'mermaid (a text that draws itself on many pages) or svg' },
      out: { value: 'FILE', help: 'write it there; svg by itself where the name ends in .svg' },
      ...json,
      ...help,
    },
    load: () => import('./commands/chart.ts'),
  },
  status: {
    operands: [],
    summary: 'show the cameras: state, since when, why, what happens next',
    options: remote,
    load: () => import('./commands/status.ts'),
  },
  logs: {
    operands: ['NAME'],
    summary: 'show the last lines that the processes of a camera wrote',
    options: remote,
    load: () => import('./commands/logs.ts'),
  },
  add: {
    operands: ['NAME'],
    summary: 'add a camera, or lay it over the one of the file',
    details:
      'It stays until it is removed by command, whatever becomes of the file. With --save it is ' +
      'written into the file, whose comments and order are kept.',
    options: {
      json: {
        value: 'SECTION',
        help: 'the camera as JSON, as it would stand in the file; - reads it from standard input',
      },
      save: { value: null, help: 'write it into the configuration file of the keeper' },
      ...runtimeDir,
      ...help,
    },
    load: () => import('./commands/add.ts'),
  },
  remove: {
    operands: ['NAME'],
    summary: 'remove a camera',
    options: remote,
    load: change,
  },
  enable: {
    operands: ['NAME'],
    summary: 'start a camera that is disabled',
    options: remote,
    load: change,
  },
  disable: {
    operands: ['NAME'],
    summary: 'stop a camera until it is enabled again',
    options: remote,
    load: change,
  },
  restart: {
    operands: ['NAME'],
    summary: 'start the processes of a camera anew, without waiting for a back-off',
    options: {
      role: { value: 'ROLE', help: 'only this one: capture, tracker or recorder' },
      ...remote,
    },
    load: change,
  },
  reload: {
    operands: [],
    summary: 'read the configuration file again; a wrong one changes nothing',
    options: remote,
    load: change,
  },
  journal: {
    operands: ['FILE'],
    summary: 'write what the keeper remembers of its run to a new file, for replay',
    details: 'A keeper that runs with --journal writes a file of its own already.',
    options: remote,
    load: () => import('./commands/journal.ts'),
  },
  replay: {
    operands: ['FILE'],
    summary: 'run the machines again with the inputs of a journal; fail where they differ',
    options: { ...json, ...help },
    load: () => import('./commands/replay.ts'),
  },
  inspect: {
    operands: ['FILE'],
    summary: 'show the run of a journal in a browser',
    details: 'Runs the machines again with its inputs first. Ctrl-C ends it.',
    options: {
      http: { value: 'ADDRESS', help: 'where on this machine: 127.0.0.1, at any free port' },
      ...help,
    },
    load: () => import('./commands/inspect.ts'),
  },
  stop: {
    operands: [],
    summary: 'stop the keeper in order, and wait until it is gone',
    options: {
      within: { value: 'SECONDS', help: 'how long the cameras may take; then they are killed' },
      ...remote,
    },
    load: () => import('./commands/stop.ts'),
  },
};
