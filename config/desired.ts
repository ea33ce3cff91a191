import type { CameraConfig, KeeperConfig } from './camera-config.ts';
import type { ConfigProblem } from './problems.ts';

/** What is asked for, as a whole. */
export type Desired = { readonly cameras: Readonly<Record<string, DesiredCamera>> };

export type DesiredCamera = {
  readonly config: CameraConfig;
  readonly origin: 'file' | 'command';
  /** null: it should run. `config.enabled` is only what the configuration says. */
  readonly disabledBy: null | 'config' | 'request';
};

export type ConfigInput =
  | { readonly type: 'file.loaded'; readonly config: KeeperConfig }
  | { readonly type: 'file.rejected'; readonly problems: readonly ConfigProblem[] }
  | { readonly type: 'camera.add'; readonly camera: string; readonly config: CameraConfig }
  | { readonly type: 'camera.remove'; readonly camera: string }
  | { readonly type: 'camera.enable' | 'camera.disable'; readonly camera: string };

export type ConfigOutcome =
  | { readonly type: 'config.changed'; readonly desired: Desired }
  | { readonly type: 'config.rejected'; readonly problems: readonly ConfigProblem[] };
