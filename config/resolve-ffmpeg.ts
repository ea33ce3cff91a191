import { type Arguments, type FfmpegConfig, type FfmpegInput, roles } from './camera-config.ts';
import { defaults } from './camera-defaults.ts';
import { isBundledVersion } from './ffmpeg-command.ts';
import {
  automatic,
  defaultDetectOutputArgs,
  defaultGlobalArgs,
  inputPresetFor,
} from './ffmpeg-presets.ts';
import { defaultRecordPreset } from './ffmpeg-record-presets.ts';
import type { Findings } from './findings.ts';
import type { Surroundings } from './resolve.ts';
import { checkRoles } from './roles.ts';
import type { CameraSection, InputSection } from './schema.ts';
import { substitute } from './substitution.ts';

type Merged = CameraSection['ffmpeg'];

type OfFfmpeg = Surroundings & {
  /** Whether segments are to be written. */
  readonly records: boolean;
};

export function resolveFfmpeg(own: Merged, surroundings: OfFfmpeg): FfmpegConfig {
  const under = surroundings.defaults.ffmpeg;
  const merged = { ...under, ...own, output_args: { ...under?.output_args, ...own.output_args } };
  const path = merged.path ?? defaults.ffmpegPath;
  if (isBundledVersion(path)) {
    surroundings.findings.at('path').warn(`no ffmpeg ${path} is bundled: that of the PATH is used`);
  }
  return {
    path,
    inputs: resolveInputs(merged, surroundings),
    detectOutputArgs: merged.output_args.detect ?? defaultDetectOutputArgs,
    recordOutputArgs: merged.output_args.record ?? defaultRecordPreset,
    retryIntervalSeconds: merged.retry_interval ?? defaults.retryIntervalSeconds,
  };
}

function resolveInputs(merged: Merged, surroundings: OfFfmpeg): FfmpegInput[] {
  const findings = surroundings.findings.at('inputs');
  const rolesOfInputs = checkRoles(merged.inputs, surroundings.records, findings);
  return merged.inputs.map((input, index) => {
    const here = { ...surroundings, findings: findings.at(index) };
    const path = resolvePath(input, here);
    const held = roles.filter((role) => rolesOfInputs[index]?.includes(role));
    const args = resolveArguments({ input, merged, path });
    if (args.hwaccelArgs === automatic && held.includes('detect')) warnSoftware(here.findings);
    return { path, roles: held, ...args, hwaccelArgs: withoutAutomatic(args.hwaccelArgs) };
  });
}

function resolvePath(input: InputSection, { environment, findings }: Surroundings): string {
  const substitution = substitute(input.path, environment);
  if (substitution.ok) return substitution.text;
  findings.at('path').error(substitution.message);
  return input.path;
}

type Sources = {
  readonly input: InputSection;
  readonly merged: Merged;
  /** Of the input, substituted. */
  readonly path: string;
};

/** Arguments of an input win over those of the camera unless they are empty, as in Frigate. */
function resolveArguments({ input, merged, path }: Sources) {
  const inputArgs = filled(input.input_args) ?? merged.input_args ?? automatic;
  return {
    globalArgs: filled(input.global_args) ?? merged.global_args ?? defaultGlobalArgs,
    hwaccelArgs: filled(input.hwaccel_args) ?? merged.hwaccel_args ?? [],
    inputArgs: inputArgs === automatic ? inputPresetFor(path) : inputArgs,
  };
}

function withoutAutomatic(args: Arguments): Arguments {
  return args === automatic ? [] : args;
}

function warnSoftware(findings: Findings): void {
  findings.at('hwaccel_args').warn('auto is not supported yet: frames are decoded in software');
}

function filled<Args extends Arguments>(args: Args | undefined): Args | undefined {
  return args === undefined || args.length === 0 ? undefined : args;
}
