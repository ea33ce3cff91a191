import { nativeFingerprint, sqliteFingerprint, typescriptFingerprint } from './fingerprint.mjs';

const platforms = ['linux x64', 'linux arm64'];
const oldestNode = [20, 17];

/**
 * What is to be done, from facts alone: an error that only a person can help, or notes and steps.
 * A step: what to print, commands to run one after another, `otherwise` those for a second try, the
 * packages or the folder that are there afterwards, and whether the rest can do without it.
 */
export function plan(facts) {
  const error = obstacle(facts);
  if (error !== null) return { error, notes: [], steps: [] };
  const steps = [
    aptStep(facts),
    wishStep(facts),
    npmStep(facts),
    sqliteStep(facts),
    nativeStep(facts),
    tscStep(facts),
  ];
  return { error: null, notes: notesOn(facts), steps: steps.filter((step) => step !== null) };
}

function obstacle({ platform, nodeVersion, missing, apt }) {
  if (!platforms.includes(platform)) {
    return `camkeeper runs on Linux, x64 and arm64; this is ${platform}.`;
  }
  if (isOlder(nodeVersion)) {
    return `camkeeper needs Node ${oldestNode.join('.')} or later; this is ${nodeVersion}.`;
  }
  if (missing.length === 0 || mayInstall(apt)) return null;
  if (apt === 'absent') {
    return `this system has no apt-get. Please install what Debian calls: ${missing.join(' ')}`;
  }
  return `system packages are missing, and installing them needs rights. Please run:
  sudo ${aptInstall(missing).join(' ')}`;
}

function isOlder(version) {
  const [major, minor] = version.split('.').map(Number);
  return major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]);
}

function notesOn({ wished, apt, npmCurrent, sqliteCurrent, native, headers }) {
  const notes = [];
  if (wished.length > 0 && !mayInstall(apt)) {
    const command = apt === 'absent' ? wished.join(' ') : `sudo ${aptInstall(wished).join(' ')}`;
    notes.push(`not installed, the bench does without: ${command}`);
  }
  const compiles = !npmCurrent || !sqliteCurrent || ['new', 'changed'].includes(native);
  if (compiles && headers === null) {
    notes.push("Node's headers are not beside node: node-gyp downloads them from nodejs.org once.");
  }
  return notes;
}

function aptStep({ missing, apt, aptLists }) {
  if (missing.length === 0) return null;
  return installStep(missing, { apt, aptLists });
}

function wishStep({ wished, missing, apt, aptLists }) {
  if (wished.length === 0 || !mayInstall(apt)) return null;
  const step = installStep(wished, { apt, aptLists: aptLists || missing.length > 0 });
  return { ...step, optional: true };
}

/** Lists of a fresh container are missing, and old ones name packages that are gone: update. */
function installStep(packages, { apt, aptLists }) {
  const as = apt === 'sudo' ? ['sudo', '-n'] : [];
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'NEEDRESTART_SUSPEND=1'];
  const update = [...as, ...quiet, 'apt-get', 'update'];
  const install = [...as, ...quiet, ...aptInstall(packages)];
  return {
    title: `Debian packages: ${packages.join(' ')}`,
    commands: aptLists ? [install] : [update, install],
    otherwise: aptLists ? [update, install] : [],
    packages,
  };
}

/** No scripts: that of better-sqlite3 would download a binary; it is built in the next step. */
function npmStep({ npmCurrent }) {
  if (npmCurrent) return null;
  const options = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'];
  return { title: 'npm packages', commands: [['npm', 'ci', ...options]] };
}

/**
 * From the source that is in its package, for this version of Node. Hardly optimized: that halves
 * the time, and what is stored are some lines.
 */
function sqliteStep({ npmCurrent, sqliteCurrent, headers }) {
  if (npmCurrent && sqliteCurrent) return null;
  const folder = 'node_modules/better-sqlite3';
  return {
    title: 'SQLite',
    commands: [['env', 'CFLAGS=-O1', ...gyp(['rebuild', '--release'], { folder, headers })]],
    builds: { folder: `${folder}/build`, fingerprint: sqliteFingerprint },
  };
}

/** After a change only what changed is compiled; what was not built to the end is built anew. */
function nativeStep({ native, headers }) {
  if (native === 'none' || native === 'current') return null;
  const how = native === 'new' ? ['rebuild'] : ['configure', 'build'];
  return {
    title: 'native build',
    commands: [gyp(how, { folder: 'native', headers })],
    builds: { folder: 'native/build', fingerprint: nativeFingerprint },
  };
}

function gyp(how, { folder, headers }) {
  const where = headers === null ? [] : [`--nodedir=${headers}`];
  const program = 'node_modules/node-gyp/bin/node-gyp.js';
  return ['node', program, ...how, '--directory', folder, '--jobs', 'max', ...where];
}

function tscStep({ typescriptCurrent }) {
  if (typescriptCurrent) return null;
  return {
    title: 'TypeScript',
    commands: [
      ['node', 'node_modules/typescript/bin/tsc', '--project', '.'],
      ['node', 'inspector/page/build.mjs'],
      ['node', 'dist/charts/build-layouts.js'],
    ],
    builds: { folder: 'dist', fingerprint: typescriptFingerprint },
  };
}

function mayInstall(apt) {
  return apt === 'root' || apt === 'sudo';
}

function aptInstall(packages) {
  return ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
}
