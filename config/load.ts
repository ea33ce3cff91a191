import type { KeeperConfig } from './camera-config.ts';
import { createFindings } from './findings.ts';
import { type ConfigProblem, type Finding, toProblem } from './problems.ts';
import { readFile } from './read-file.ts';
import type { Environment } from './substitution.ts';
import { parseJson, parseYaml, type SyntaxFault, type YamlSource } from './yaml-source.ts';

export type Loaded<Config> =
  | {
      readonly ok: true;
      readonly config: Config;
      readonly warnings: readonly ConfigProblem[];
    }
  | {
      readonly ok: false;
      readonly errors: readonly ConfigProblem[];
      readonly warnings: readonly ConfigProblem[];
    };

export type LoadOptions = {
  /** What problems call the text. */
  readonly file: string;
  /** Names for `{FRIGATE_X}`: the process environment and the secrets files, merged. */
  readonly environment: Environment;
};

/** Reads a whole file, YAML or JSON. All that is wrong is told at once, from its top down. */
export const loadConfig = (text: string, options: LoadOptions): Loaded<KeeperConfig> =>
  load(parseYaml(text), options);

/** The same for what `JSON.stringify` wrote, in a fraction of the time. */
export const loadJson = (text: string, options: LoadOptions): Loaded<KeeperConfig> =>
  load(parseJson(text), options);

function load(source: YamlSource, { file, environment }: LoadOptions): Loaded<KeeperConfig> {
  const findings = createFindings();
  const config = source.isWhole ? readFile(source.value, { environment, findings }) : null;
  const problemsOf = (faults: readonly SyntaxFault[], found: readonly Finding[]) => {
    return inOrder([...faults.map(placeFault), ...found.map(placeFinding)]);
  };
  const placeFault = placerOfFaults(source, file);
  const placeFinding = placerOfFindings(source, file);
  const errors = problemsOf(source.errors, findings.errors);
  const warnings = problemsOf(source.warnings, findings.warnings);
  if (config === null || errors.length > 0) return { ok: false, errors, warnings };
  return { ok: true, config, warnings };
}

function placerOfFaults(source: YamlSource, file: string) {
  return ({ offset, message }: SyntaxFault): ConfigProblem => {
    return toProblem({ path: [], message }, { file, ...source.placeOfOffset(offset) });
  };
}

function placerOfFindings(source: YamlSource, file: string) {
  return (finding: Finding): ConfigProblem => {
    return toProblem(finding, { file, ...source.placeOf(finding) });
  };
}

function inOrder(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return problems.toSorted((a, b) => {
    return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
  });
}
