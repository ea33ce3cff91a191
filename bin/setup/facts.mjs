import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  nativeFingerprint,
  readStamp,
  sqliteFingerprint,
  typescriptFingerprint,
} from './fingerprint.mjs';
import { hasEntry, isOnPath, missingNeeds, missingWishes } from './needs.mjs';

/** Everything that the plan depends on, as plain data. Reads, and changes nothing. */
export function readFacts(root, profile) {
  const missing = missingNeeds(profile);
  const wished = missingWishes(profile);
  return {
    platform: `${process.platform} ${process.arch}`,
    nodeVersion: process.versions.node,
    missing,
    wished,
    apt: missing.length + wished.length === 0 ? null : aptRights(),
    aptLists: hasEntry('/var/lib/apt/lists', /_Packages/),
    npmCurrent: areNpmPackagesCurrent(root),
    sqliteCurrent: readStamp(root, 'node_modules/better-sqlite3/build') === sqliteFingerprint(root),
    native: nativeState(root),
    typescriptCurrent: readStamp(root, 'dist') === typescriptFingerprint(root),
    headers: nodeHeaders(),
  };
}

/** 'root' and 'sudo' may install, 'none' may not, 'absent' has no apt-get. */
function aptRights() {
  if (!isOnPath('apt-get')) return 'absent';
  if (process.getuid() === 0) return 'root';
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? 'sudo' : 'none';
}

/**
 * Does node_modules hold what package-lock.json asks for? npm writes what it installed into a
 * hidden lock file at the very end, so that an interrupted installation shows, too. Optional
 * packages are for other platforms where they are not there.
 */
function areNpmPackagesCurrent(root) {
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  const installed = lockedPackages(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(wanted).every(([path, { integrity, optional }]) => {
    const found = installed[path];
    if (path === '') return true;
    return found === undefined ? optional === true : found.integrity === integrity;
  });
}

function lockedPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/** 'none' to build, 'current', 'changed' since the last build, or never built: 'new'. */
function nativeState(root) {
  if (!existsSync(join(root, 'native/binding.gyp'))) return 'none';
  const stamp = readStamp(root, 'native/build');
  if (stamp === null) return 'new';
  return stamp === nativeFingerprint(root) ? 'current' : 'changed';
}

/** Node's own headers, where they were installed beside it: then node-gyp downloads nothing. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  const version = join(prefix, 'include/node/node_version.h');
  if (!existsSync(version)) return null;
  const [major] = process.versions.node.split('.');
  const defined = /#define NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(version, 'utf8'));
  return defined?.[1] === major ? prefix : null;
}
