import { type BigIntStats, lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join, parse, resolve, sep } from 'node:path';

/** More is a circle. */
const linksMax = 40;

/**
 * Every directory in which a change may make `path` name another file: where the file lies, and
 * where each symbolic link on the way to it lies. Where the way ends early, the directory in which
 * it would go on.
 */
export function directoriesTo(path: string): string[] {
  const found = new Set<string>();
  let way = resolve(path);
  for (let links = 0; links < linksMax; links++) {
    const { at, target } = firstLink(way);
    found.add(dirname(at));
    if (target === null) break;
    way = target;
  }
  return [...found];
}

type Step = {
  /** The first link on the way, the first that is missing, else the end. */
  readonly at: string;
  /** The way on from there; null: there is none. */
  readonly target: string | null;
};

function firstLink(way: string): Step {
  const { root } = parse(way);
  const names = way.slice(root.length).split(sep);
  let at = root;
  for (const [index, name] of names.entries()) {
    at = join(at, name);
    const link = linkAt(at);
    if (link === 'missing') break;
    if (link) return { at, target: resolve(dirname(at), link.target, ...names.slice(index + 1)) };
  }
  return { at, target: null };
}

function linkAt(path: string): { readonly target: string } | 'missing' | null {
  try {
    return lstatSync(path).isSymbolicLink() ? { target: readlinkSync(path) } : null;
  } catch {
    return 'missing';
  }
}

/** Tells one file or directory from another that takes its name. null: there is none to be seen. */
export function identityOf(path: string): string | null {
  const state = stateOf(path);
  return state && `${state.dev}:${state.ino}:${state.birthtimeNs}`;
}

/** Changes with every write to the file and with every file that takes its name. */
export function versionOf(path: string): string | null {
  const state = stateOf(path);
  return state && `${identityOf(path)}:${state.size}:${state.mtimeNs}:${state.ctimeNs}`;
}

function stateOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return null; // not there, links in a circle, or not for us
  }
}
