import type { Presets } from './ffmpeg-presets.ts';

/**
 * One way to decode and to scale, by Frigate's names. Left out is `-bsf:v dump_extra`, which
 * Frigate adds for libavformat 61 and later only: the version is not known here.
 */
type DecodePreset = { readonly decode: readonly string[]; readonly scale: readonly string[] };

/** The first graphics card; Frigate's `ffmpeg.gpu` is not supported yet. */
const renderNode = '/dev/dri/renderD128';
const cudaDevice = '0';

/** The detect stream always leaves ffmpeg at exactly this size and rate. */
export const defaultScaleArgs = filter('fps={fps},scale={width}:{height}');

const vaapi: DecodePreset = {
  decode: [
    ...['-hwaccel_flags', 'allow_profile_mismatch', '-hwaccel', 'vaapi'],
    ...['-hwaccel_device', renderNode, '-hwaccel_output_format', 'vaapi'],
  ],
  scale: filter('fps={fps},scale_vaapi=w={width}:h={height},hwdownload,format=nv12'),
};

const nvidia: DecodePreset = {
  decode: [
    ...['-hwaccel_device', cudaDevice, '-hwaccel', 'cuda'],
    ...['-hwaccel_output_format', 'cuda'],
  ],
  scale: filter('fps={fps},scale_cuda=w={width}:h={height},hwdownload,format=nv12'),
};

const qsvDevice = ['-hwaccel', 'qsv', '-qsv_device', renderNode, '-hwaccel_output_format', 'qsv'];
const qsvScale = filter(
  'vpp_qsv=w={width}:h={height}:format=nv12,hwdownload,format=nv12,fps={fps},format=yuv420p',
);

const rkmpp: DecodePreset = {
  decode: ['-hwaccel', 'rkmpp', '-hwaccel_output_format', 'drm_prime'],
  scale: filter(
    'scale_rkrga=w={width}:h={height}:format=yuv420p:force_original_aspect_ratio=0,' +
      'hwmap=mode=read,format=yuv420p',
  ),
};

const table: Readonly<Record<string, DecodePreset>> = {
  'preset-vaapi': vaapi,
  'preset-intel-qsv-h264': { decode: [...qsvDevice, '-c:v', 'h264_qsv'], scale: qsvScale },
  'preset-intel-qsv-h265': { decode: ['-load_plugin', 'hevc_hw', ...qsvDevice], scale: qsvScale },
  'preset-nvidia': nvidia,
  'preset-nvidia-h264': nvidia,
  'preset-nvidia-h265': nvidia,
  'preset-nvidia-mjpeg': nvidia,
  'preset-rpi-64-h264': { decode: ['-c:v:1', 'h264_v4l2m2m'], scale: defaultScaleArgs },
  'preset-rpi-64-h265': { decode: ['-c:v:1', 'hevc_v4l2m2m'], scale: defaultScaleArgs },
  'preset-jetson-h264': jetson('h264_nvmpi'),
  'preset-jetson-h265': jetson('hevc_nvmpi'),
  'preset-rkmpp': rkmpp,
  'preset-rkmpp-no-dump_extra': rkmpp,
  'preset-rk-h264': rkmpp,
  'preset-rk-h265': rkmpp,
  'preset-vulkan': onGpu('vulkan', 'scale_vulkan'),
  'preset-amd-amf': onGpu('amf', 'scale_amf'),
};

export const decodePresets: Presets = column('decode');
export const scalePresets: Presets = column('scale');

function filter(graph: string): readonly string[] {
  return ['-r', '{fps}', '-vf', graph];
}

function jetson(codec: string): DecodePreset {
  return { decode: ['-c:v', codec, '-resize', '{width}x{height}'], scale: ['-r', '{fps}'] };
}

function onGpu(kind: string, scaler: string): DecodePreset {
  return {
    decode: [
      ...['-hwaccel', kind, '-init_hw_device', `${kind}=gpu:0`],
      ...['-filter_hw_device', 'gpu', '-hwaccel_output_format', kind],
    ],
    scale: filter(`fps={fps},hwupload,${scaler}=w={width}:h={height},hwdownload`),
  };
}

function column(name: keyof DecodePreset): Presets {
  return Object.fromEntries(Object.entries(table).map(([preset, row]) => [preset, row[name]]));
}
