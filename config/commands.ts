import type { CameraConfig, KeeperConfig } from './camera-config.ts';
import { checkCameraName } from './camera-name.ts';
import type { CameraCommand, DesiredState } from './desired.ts';
import { createFindings } from './findings.ts';
import { fingerprint } from './fingerprint.ts';
import { type ConfigProblem, toProblem } from './problems.ts';

/** What commands asked for, in this run or in earlier ones. It lies over the file. */
export type Commands = {
  /** Win over the file's of the same name until they are removed by command. */
  readonly added: Readonly<Record<string, CameraConfig>>;
  /**
   * Cameras of the file that were removed: fingerprints of their sections as they stood there then.
   */
  readonly hidden: Readonly<Record<string, string>>;
  /** Wins over `enabled` until the opposite is wished or the camera is removed. */
  readonly wished: Readonly<Record<string, 'on' | 'off'>>;
};

export const noCommands: Commands = { added: {}, hidden: {}, wished: {} };

export type ChangedCommands = { readonly commands: Commands } | { readonly refused: ConfigProblem };

/** Of one that an earlier camkeeper hid: it stays hidden as it stands in the file that is read. */
export const unknownFingerprint = '';

/**
 * A new file leaves the cameras that were added alone. One that was removed shows again once the
 * file changes it; a wish ends with its camera. What a camera comes to by itself, from defaults of
 * a newer program or names of the environment, is no change of the file.
 */
export function followFile(commands: Commands, file: FileCameras): Commands {
  const { cameras } = file;
  const isStillHidden = (name: string, before: string) =>
    Object.hasOwn(cameras, name) &&
    [unknownFingerprint, fingerprintIn(file, name)].includes(before);
  const isThere = (name: string) =>
    Object.hasOwn(commands.added, name) || Object.hasOwn(cameras, name);
  const hidden = Object.keys(filter(commands.hidden, isStillHidden));
  return {
    added: commands.added,
    hidden: Object.fromEntries(hidden.map((name) => [name, fingerprintIn(file, name)])),
    wished: filter(commands.wished, isThere),
  };
}

/** What a program made instead of writing it has no section: it is taken as it is. */
const fingerprintIn = ({ cameras, fingerprints = {} }: FileCameras, name: string): string =>
  Object.hasOwn(fingerprints, name) ? fingerprints[name]! : fingerprint(cameras[name]);

/** What was written into the file shows as it stands there. */
export function uncover(commands: Commands, camera: string): Commands {
  const added = without(commands.added, camera);
  return { ...commands, added, hidden: without(commands.hidden, camera) };
}

/** The commands after one more; a camera that is not there cannot be removed, enabled, disabled. */
export function changeCommands(state: DesiredState, command: CameraCommand): ChangedCommands {
  const { commands } = state;
  const { camera } = command;
  if (command.type === 'camera.add') return add(commands, camera, command.config);
  if (!isThere(state, camera)) return { refused: unknownCamera(camera) };
  if (command.type === 'camera.remove') return { commands: remove(state, camera) };
  const wish = command.type === 'camera.enable' ? 'on' : 'off';
  return { commands: { ...commands, wished: { ...commands.wished, [camera]: wish } } };
}

type FileCameras = Pick<KeeperConfig, 'cameras' | 'fingerprints'>;

function add(commands: Commands, camera: string, config: CameraConfig): ChangedCommands {
  const findings = createFindings(['cameras']);
  checkCameraName(camera, findings);
  const [fault] = findings.errors;
  if (fault !== undefined) return { refused: toProblem(fault, nowhere) };
  return { commands: { ...commands, added: { ...commands.added, [camera]: config } } };
}

/** Of two cameras of one name the added one goes first, and the file's shows (unless hidden). */
function remove({ file, fingerprints, commands }: DesiredState, camera: string): Commands {
  const wished = without(commands.wished, camera);
  if (Object.hasOwn(commands.added, camera)) {
    return { ...commands, added: without(commands.added, camera), wished };
  }
  const hiding = fingerprintIn({ cameras: file, fingerprints }, camera);
  return { ...commands, hidden: { ...commands.hidden, [camera]: hiding }, wished };
}

function isThere({ file, commands }: DesiredState, camera: string): boolean {
  if (Object.hasOwn(commands.added, camera)) return true;
  return Object.hasOwn(file, camera) && !Object.hasOwn(commands.hidden, camera);
}

const nowhere = { file: 'command', line: null, column: null } as const;

function unknownCamera(camera: string): ConfigProblem {
  return toProblem({ path: ['cameras', camera], message: 'there is no such camera' }, nowhere);
}

function filter<Value>(
  record: Readonly<Record<string, Value>>,
  keep: (name: string, value: Value) => boolean,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([name, value]) => keep(name, value)));
}

function without<Value>(record: Readonly<Record<string, Value>>, camera: string) {
  const { [camera]: _, ...others } = record;
  return others;
}
