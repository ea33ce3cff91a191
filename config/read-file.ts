import type { KeeperConfig } from './camera-config.ts';
import { checkCameraName } from './camera-name.ts';
import type { Findings } from './findings.ts';
import { fingerprint } from './fingerprint.ts';
import { isMap } from './prune.ts';
import { resolveCameras, resolveGate, resolveMemory } from './resolve.ts';
import { cameraSection, type Defaults, type FileSection, fileSection } from './schema.ts';
import { type Environment, prefix, substitutable } from './substitution.ts';
import { soundPart, validate } from './validate.ts';

type Reading = { readonly environment: Environment; readonly findings: Findings };

/** Plain data to a configuration; null when it has errors, which are all told to `findings`. */
export function readFile(value: unknown, { environment, findings }: Reading): KeeperConfig | null {
  for (const name of Object.keys(mapAt(value, 'cameras'))) {
    checkCameraName(name, findings.at('cameras'));
  }
  const file = validate(fileSection, value, findings);
  const sound = file ?? soundParts(value);
  if (sound === null) return null;
  const defaults = defaultsOf(sound);
  const cameras = resolveCameras(sound.cameras, {
    defaults,
    environment: withVariables(environment, sound, findings),
    findings: findings.at('cameras'),
  });
  if (findings.errors.length > 0) return null;
  const fingerprints = fingerprintsOf(mapAt(value, 'cameras'));
  return {
    cameras,
    fingerprints,
    defaults,
    gate: resolveGate(sound),
    memory: resolveMemory(sound),
  };
}

function fingerprintsOf(sections: Readonly<Record<string, unknown>>) {
  const named = Object.entries(sections).map(([name, section]) => [name, fingerprint(section)]);
  return Object.fromEntries(named) as Readonly<Record<string, string>>;
}

/**
 * The cameras of a broken file that are sound in themselves, so that what only the whole shows is
 * told of them in the same go. null when they could not be judged: a global section is broken.
 */
function soundParts(value: unknown): FileSection | null {
  const rest = soundPart(fileSection, { ...mapOf(value), cameras: {} });
  if (rest === null) return null;
  const cameras = Object.entries(mapAt(value, 'cameras')).flatMap(([name, camera]) => {
    const sound = soundPart(cameraSection, camera);
    return sound === null ? [] : [[name, sound] as const];
  });
  return { ...rest, cameras: Object.fromEntries(cameras) };
}

function defaultsOf({ ffmpeg, detect, record, camkeeper }: FileSection): Defaults {
  return {
    ...(ffmpeg && { ffmpeg }),
    ...(detect && { detect }),
    ...(record && { record }),
    ...(camkeeper && { camkeeper }),
  };
}

/** `environment_vars` of the file win, as in Frigate. */
function withVariables(environment: Environment, file: FileSection, findings: Findings) {
  const variables = Object.entries(file.environment_vars ?? {});
  for (const [name] of variables.filter(([name]) => !name.startsWith(prefix))) {
    const place = findings.at('environment_vars').atKey(name);
    place.warn(`ignored: only names that begin with ${prefix} are used`);
  }
  const own = variables.map(([name, value]) => [name, String(value)] as const);
  return substitutable({ ...environment, ...Object.fromEntries(own) });
}

function mapAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  return mapOf(mapOf(value)[key]);
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {};
}
