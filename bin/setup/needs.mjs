import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

// What camkeeper needs of the system: Debian's name of it, and a file or command that proves that
// it is there, wherever it came from. node-gyp needs g++, make and python3.
const needs = [
  { package: 'libnng-dev', file: ['/usr/include/nng/nng.h', '/usr/local/include/nng/nng.h'] },
  { package: 'ffmpeg', command: 'ffmpeg' },
  { package: 'g++', command: 'g++' },
  { package: 'make', command: 'make' },
  { package: 'python3', command: 'python3' },
  { package: 'git', command: 'git', profiles: ['tests'] },
  { package: 'chromium', command: 'chromium', profiles: ['tests'] },
  { package: 'libnode-dev', file: ['/usr/include/node/node_version.h'], when: isNodeOfDebian },
];

const pythonPackages = '/usr/lib/python3/dist-packages';

// Only for parts of `npm run bench`, which does without and says so.
const wishes = [
  { package: 'python3-numpy', file: [`${pythonPackages}/numpy`], profiles: ['bench'] },
  { package: 'python3-scipy', file: [`${pythonPackages}/scipy`], profiles: ['bench'] },
  { package: 'python3-opencv', pattern: [pythonPackages, /^cv2/], profiles: ['bench'] },
  { package: 'chromium', command: 'chromium', profiles: ['bench'] },
];

/** Debian's names of what the profile cannot do without and is not there. */
export function missingNeeds(profile) {
  return missing(needs, profile);
}

/** The same of what it would like to have. */
export function missingWishes(profile) {
  return missing(wishes, profile);
}

export function isInstalled(name) {
  return [...needs, ...wishes].every((need) => need.package !== name || isThere(need));
}

export function isOnPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export function hasEntry(folder, pattern) {
  return existsSync(folder) && readdirSync(folder).some((name) => pattern.test(name));
}

function missing(list, profile) {
  return list
    .filter(({ profiles }) => profiles === undefined || profiles.includes(profile))
    .filter((need) => !isThere(need) && need.when?.() !== false)
    .map((need) => need.package);
}

/** Debian's own Node keeps its headers in a package of their own; others bring them along. */
function isNodeOfDebian() {
  const isSystemNode = dirname(process.execPath) === '/usr/bin';
  return isSystemNode && hasEntry('/var/lib/dpkg/info', /^libnode\d/);
}

function isThere({ command, file = [], pattern }) {
  if (command !== undefined) return isOnPath(command);
  if (pattern !== undefined) return hasEntry(...pattern);
  return file.some((path) => existsSync(path));
}
