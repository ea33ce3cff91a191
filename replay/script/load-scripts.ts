import { readFile } from 'node:fs/promises';
import { errorData, KeeperError } from '../../config/errors.ts';
import { createFindings } from '../../config/findings.ts';
import {
  type ConfigProblem,
  type Finding,
  formatProblem,
  type KeyPath,
  toProblem,
} from '../../config/problems.ts';
import { isMap } from '../../config/prune.ts';
import { validate } from '../../config/validate.ts';
import { parseYaml, type SyntaxFault, type YamlSource } from '../../config/yaml-source.ts';
import { readScript } from './read-script.ts';
import { fileSection } from './schema.ts';
import type { Script } from './script.ts';

export type LoadedScript = {
  /** Its key under `scripts`; null of a file that is one script. */
  readonly name: string | null;
  readonly script: Script;
  /** The plain data that it was read from. */
  readonly source: Readonly<Record<string, unknown>>;
  /** `file:line:column` of something in it. */
  readonly placeOf: (path: KeyPath) => string;
};

export type LoadedScripts =
  | { readonly ok: true; readonly scripts: readonly LoadedScript[] }
  | { readonly ok: false; readonly errors: readonly ConfigProblem[] };

/** The scripts of a file. Throws SCRIPT_INVALID with all that is wrong, from the top down. */
export async function loadScriptFile(file: string): Promise<readonly LoadedScript[]> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new KeeperError('SCRIPT_INVALID', `${file}: ${errorData(cause).message}`, { cause });
  });
  const loaded = loadScripts(text, file);
  if (loaded.ok) return loaded.scripts;
  throw new KeeperError('SCRIPT_INVALID', loaded.errors.map(formatProblem).join('\n'));
}

/** One script, or `scripts:` with many by name; YAML or JSON. */
export function loadScripts(text: string, file: string): LoadedScripts {
  const source = parseYaml(text);
  const faults = source.errors.map((fault) => placeFault(fault, source, file));
  if (!source.isWhole) return { ok: false, errors: faults };
  const findings = createFindings();
  const scripts = partsOf(source.value, findings).flatMap(({ name, value, path }) => {
    const below = path.reduce((place, key) => place.at(key), findings);
    const script = readScript(value, below);
    const placeOf = (inner: KeyPath) => placeWords(file, source, [...path, ...inner]);
    return script ? [{ name, script, source: value as LoadedScript['source'], placeOf }] : [];
  });
  const found = findings.errors.map((finding) => placeFinding(finding, source, file));
  const errors = [...faults, ...found].toSorted((a, b) => a.line! - b.line! || order(a, b));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, scripts };
}

type Part = { readonly name: string | null; readonly value: unknown; readonly path: string[] };

function partsOf(value: unknown, findings: ReturnType<typeof createFindings>): readonly Part[] {
  if (!isMap(value) || !('scripts' in value)) return [{ name: null, value, path: [] }];
  // what stands in each is looked at by readScript: here only that they are a map, and alone
  const { scripts } = value;
  const whole = isMap(scripts) ? { ...value, scripts: {} } : value;
  if (validate(fileSection, whole, findings) === null || !isMap(scripts)) return [];
  return Object.entries(scripts).map(([name, value]) => ({ name, value, path: ['scripts', name] }));
}

const order = (a: ConfigProblem, b: ConfigProblem): number => a.column! - b.column!;

const placeFault = ({ offset, message }: SyntaxFault, source: YamlSource, file: string) =>
  toProblem({ path: [], message }, { file, ...source.placeOfOffset(offset) });

const placeFinding = (finding: Finding, source: YamlSource, file: string): ConfigProblem =>
  toProblem(finding, { file, ...source.placeOf(finding) });

function placeWords(file: string, source: YamlSource, path: KeyPath): string {
  const { line, column } = source.placeOf({ path });
  return `${file}:${line}:${column}`;
}
