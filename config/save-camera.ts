import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isScalar, parseDocument } from 'yaml';
import type { KeeperConfig } from './camera-config.ts';
import { type LoadOptions, loadConfig } from './load.ts';
import { type ConfigProblem, toProblem } from './problems.ts';

export type SaveOptions = LoadOptions & {
  readonly camera: string;
  /** As it is to stand in the file, already known to be right in itself. */
  readonly section: unknown;
};

export type SavedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly errors: readonly ConfigProblem[] };

/**
 * The text of a configuration with this camera in it, in the place of the one of its name or at the
 * end; comments and order of all else stay. Refused when the file is wrong before or afterwards, or
 * would mean something else for another camera.
 */
export function saveCamera(text: string, options: SaveOptions): SavedText {
  const before = loadConfig(text, options);
  if (!before.ok) return before;
  const changed = changedText(text, options);
  if (changed === null) return refuse('the text cannot be changed here: write it by hand', options);
  const after = loadConfig(changed, options);
  if (!after.ok) return after;
  const isAlone = isDeepStrictEqual(
    others(before.config, options.camera),
    others(after.config, options.camera),
  );
  if (isAlone && Object.hasOwn(after.config.cameras, options.camera)) {
    return { ok: true, text: changed };
  }
  return refuse('it would change other cameras of the file: write it by hand', options);
}

/** null: its `cameras` is an alias, or an alias points into the section, or the like. */
function changedText(text: string, { camera, section }: SaveOptions): string | null {
  const json = jsonObject(text);
  if (json !== null) {
    const cameras = { ...(json.cameras as object | undefined), [camera]: section };
    return `${JSON.stringify({ ...json, cameras }, null, indentOf(text))}\n`;
  }
  const document = parseDocument(text, { merge: true, logLevel: 'error' });
  const cameras = document.contents === null ? null : document.get('cameras', true);
  if (!isPlaceForCameras(cameras)) return null;
  if (isMap(cameras) && cameras.items.length === 0) cameras.flow = false;
  if (!isMap(cameras)) document.set('cameras', document.createNode({}));
  document.setIn(['cameras', camera], document.createNode(section));
  try {
    return written(document, text);
  } catch {
    return null; // an alias whose anchor is gone
  }
}

function isPlaceForCameras(node: unknown): boolean {
  const isNothing = node === null || node === undefined;
  return isNothing || isMap(node) || (isScalar(node) && node.value === null);
}

/** In the manner of the text, as far as that can be told. */
function written(document: Document, text: string): string {
  const result = document.toString({
    lineWidth: 0,
    indent: indentOf(text),
    indentSeq: !/^( *)[^\s#-][^\n]*:[ \t]*\r?\n\1- /m.test(text),
    flowCollectionPadding: /[[{] /.test(text),
  });
  return text.includes('\r\n') ? result.replace(/\r?\n/g, '\r\n') : result;
}

const indentOf = (text: string): number => /^( +)[^\s#-]/m.exec(text)?.[1]?.length ?? 2;

function jsonObject(text: string): Record<string, unknown> | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function others({ cameras }: KeeperConfig, camera: string) {
  return Object.entries(cameras).filter(([name]) => name !== camera);
}

function refuse(message: string, { file, camera }: SaveOptions): SavedText {
  const place = { file, line: null, column: null };
  return { ok: false, errors: [toProblem({ path: ['cameras', camera], message }, place)] };
}
