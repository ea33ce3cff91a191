import type { CameraConfig } from './camera-config.ts';
import { checkCameraName } from './camera-name.ts';
import { createFindings } from './findings.ts';
import type { Loaded } from './load.ts';
import { type Finding, toProblem } from './problems.ts';
import { resolveCamera } from './resolve.ts';
import { cameraSection, type Defaults } from './schema.ts';
import { type Environment, substitutable } from './substitution.ts';
import { validate } from './validate.ts';

export type ParseCameraOptions = {
  readonly camera: string;
  readonly environment: Environment;
  /** What lies under it: `defaults` of the file that is loaded, if any. */
  readonly defaults?: Defaults | undefined;
  /** What problems call the place that it came from. Default: `command`. */
  readonly source?: string;
};

/** A camera given by command, as it would stand in a file: the same schema, the same problems. */
export function parseCamera(value: unknown, options: ParseCameraOptions): Loaded<CameraConfig> {
  const { camera: name, environment, defaults = {}, source: file = 'command' } = options;
  const findings = createFindings(['cameras']);
  checkCameraName(name, findings);
  const section = validate(cameraSection, value, findings.at(name));
  const config =
    section &&
    resolveCamera(section, {
      defaults,
      environment: substitutable(environment),
      findings: findings.at(name),
    });
  const place = (found: Finding) => toProblem(found, { file, line: null, column: null });
  const errors = findings.errors.map(place);
  const warnings = findings.warnings.map(place);
  if (config === null || errors.length > 0) return { ok: false, errors, warnings };
  return { ok: true, config, warnings };
}
