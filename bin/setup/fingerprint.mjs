import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

// What was built last is written beside what was built, in a stamp: the fingerprint of its sources.

const stampName = '.set-up-stamp';
const notSources = new Set(['node_modules', 'dist', 'build', '.git']);

/** The fingerprint that a folder was built from; null when it was not built to the end. */
export function readStamp(root, folder) {
  const path = join(root, folder, stampName);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

export function removeStamp(root, folder) {
  rmSync(join(root, folder, stampName), { force: true });
}

export function writeStamp(root, folder, fingerprint) {
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, stampName), fingerprint);
}

/** By content: a rebuild takes long, and a checkout of another branch and back changes times. */
export function nativeFingerprint(root) {
  const hash = createHash('sha256');
  const sources = filesUnder(root, 'native', /\.(gyp|gypi|cc|h)$/);
  for (const path of sources) hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  return hash.update(versionOf(root, 'node-addon-api')).digest('hex');
}

/** Unlike our own addons it is bound to one version of Node's interface. */
export function sqliteFingerprint(root) {
  return `${versionOf(root, 'better-sqlite3')} for ${process.versions.modules}`;
}

/** By size and time: tsc itself finds out quickly that there is nothing to do. */
export function typescriptFingerprint(root) {
  const hash = createHash('sha256');
  const sources = filesUnder(root, '.', /\.tsx?$|^(build\.mjs|index\.html|.*\.css|icon\.svg)$/);
  for (const path of [...sources, 'tsconfig.json', 'package.json', 'package-lock.json']) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesUnder(root, folder, pattern) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !notSources.has(entry.name));
  const inside = folders.flatMap(({ name }) => filesUnder(root, join(folder, name), pattern));
  const here = entries.filter((entry) => entry.isFile() && pattern.test(entry.name));
  return [...here.map(({ name }) => join(folder, name)), ...inside].sort();
}

function versionOf(root, name) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return packages[`node_modules/${name}`]?.version ?? '';
}
