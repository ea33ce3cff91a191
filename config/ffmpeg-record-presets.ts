import type { Presets } from './ffmpeg-presets.ts';

const segments = [
  ...['-f', 'segment', '-segment_time', '10', '-segment_format', 'mp4'],
  ...['-reset_timestamps', '1', '-strftime', '1'],
];
const encoded = [...segments, '-c:v', 'libx264', '-an'];

/** Frigate's, by its names. Segments of ten seconds. */
export const recordPresets: Presets = {
  'preset-record-generic': [...segments, '-c', 'copy', '-an'],
  'preset-record-generic-audio-aac': [...segments, '-c:v', 'copy', '-c:a', 'aac'],
  'preset-record-generic-audio-copy': [...segments, '-c', 'copy'],
  'preset-record-mjpeg': encoded,
  'preset-record-jpeg': encoded,
  'preset-record-ubiquiti': [...segments, '-c:v', 'copy', '-ar', '44100', '-c:a', 'aac'],
};

export const defaultRecordPreset = 'preset-record-generic-audio-aac';
