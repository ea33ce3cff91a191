/** Sent to cameras; the version is that of package.json (a test compares them). */
export const userAgent = 'FFmpeg camkeeper/0.1.0';

/** What `{width}`, `{height}` and `{fps}` in a preset stand for. */
export type PresetFigures = {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
};

export type Presets = Readonly<Record<string, readonly string[]>>;

export function expandPreset(tokens: readonly string[], figures: PresetFigures): string[] {
  const names = { '{width}': 'width', '{height}': 'height', '{fps}': 'fps' } as const;
  return tokens.map((token) => {
    return token.replace(/\{(?:width|height|fps)\}/g, (found) => {
      return String(figures[names[found as keyof typeof names]]);
    });
  });
}

const agent = ['-user_agent', userAgent];
const makeZero = ['-avoid_negative_ts', 'make_zero'];
const generatePts = ['-fflags', '+genpts+discardcorrupt'];
const noBuffer = ['-fflags', 'nobuffer'];
const lowDelay = ['-flags', 'low_delay'];
const experimental = ['-strict', 'experimental'];
/** Ten seconds in microseconds; the name that libavformat 59 (ffmpeg 5) and later know. */
const rtspTimeout = ['-timeout', '10000000'];
const readTimeout = ['-rw_timeout', '10000000'];
const wallClock = ['-use_wallclock_as_timestamps', '1'];
const tcp = ['-rtsp_transport', 'tcp'];
const udp = ['-rtsp_transport', 'udp'];

/** Frigate's, by its names, and four of ours for inputs on which Frigate's default fails. */
export const inputPresets: Presets = {
  'preset-rtsp-generic': [
    ...[...agent, ...makeZero, ...generatePts],
    ...[...tcp, ...rtspTimeout, ...wallClock],
  ],
  'preset-rtsp-restream': [...agent, ...tcp, ...rtspTimeout],
  'preset-rtsp-restream-low-latency': [
    ...[...agent, ...tcp, ...rtspTimeout],
    ...[...noBuffer, ...lowDelay],
  ],
  'preset-rtsp-udp': [
    ...[...agent, ...makeZero, ...generatePts],
    ...[...udp, ...rtspTimeout, ...wallClock],
  ],
  'preset-rtsp-blue-iris': [
    ...[...agent, ...makeZero, ...lowDelay, ...experimental],
    ...[...generatePts, ...tcp, ...rtspTimeout, ...wallClock],
  ],
  'preset-rtmp-generic': [
    ...[...makeZero, ...noBuffer, ...lowDelay, ...experimental],
    ...[...generatePts, ...readTimeout, ...wallClock, '-f', 'live_flv'],
  ],
  'preset-http-reolink': [
    ...[...agent, ...makeZero, ...generatePts, ...lowDelay, ...experimental],
    ...['-analyzeduration', '1000M', '-probesize', '1000M', ...readTimeout],
  ],
  'preset-http-mjpeg-generic': [
    ...[...agent, ...makeZero, ...noBuffer, ...lowDelay],
    ...[...experimental, ...generatePts, ...wallClock],
  ],
  'preset-http-jpeg-generic': [
    ...['-r', '{fps}', '-stream_loop', '-1', '-f', 'image2'],
    ...[...makeZero, ...noBuffer, ...lowDelay, ...experimental, ...generatePts, ...wallClock],
  ],
  'preset-http-generic': [...agent, ...makeZero, ...generatePts, ...readTimeout],
  'preset-stream-generic': [...makeZero, ...generatePts],
  /** Real-time pace: a camera does not deliver faster either, and the frame rate holds. */
  'preset-file': ['-re'],
  'preset-file-loop': ['-stream_loop', '-1', '-re'],
};

/** What `input_args` is when nobody wrote it, or wrote `auto`. */
export const automatic = 'auto';

/**
 * The input preset for a path. Frigate takes preset-rtsp-generic whatever the path, and ffmpeg
 * then ends with "Option rtsp_transport not found" on anything but RTSP.
 */
export function inputPresetFor(path: string): string {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(path) ?? [];
  if (scheme === undefined) return 'preset-file';
  const preset = presetOfScheme[scheme.toLowerCase()] ?? 'preset-stream-generic';
  return preset === 'preset-http-generic' && isMotionJpeg(path) ? motionJpegPreset : preset;
}

const motionJpegPreset = 'preset-http-mjpeg-generic';

/** It has no timestamps, and ffmpeg takes it for 25 frames a second if told nothing. */
function isMotionJpeg(path: string): boolean {
  return /mjpe?g/i.test(path);
}

const presetOfScheme: Readonly<Record<string, string>> = {
  rtsp: 'preset-rtsp-generic',
  rtsps: 'preset-rtsp-generic',
  rtmp: 'preset-rtmp-generic',
  rtmps: 'preset-rtmp-generic',
  http: 'preset-http-generic',
  https: 'preset-http-generic',
  file: 'preset-file',
};

export const defaultGlobalArgs = ['-hide_banner', '-loglevel', 'warning', '-threads', '2'];
export const defaultDetectOutputArgs = [
  ...['-threads', '2', '-f', 'rawvideo', '-pix_fmt', 'yuv420p'],
];
