import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../usage-error.ts';
import { streetPicture, testCard, yardPicture } from './pictures.ts';

/** As it stands in a file: the demo takes the same way in as everybody. */
type Section = Readonly<Record<string, unknown>>;
type Size = { readonly width: number; readonly height: number };

const small = { width: 640, height: 360 };
const large = { width: 1280, height: 720 };

/** The configuration: generated cameras, one's own, or a file of one's own. */
export function demoConfig(given: readonly string[]): object | string {
  const files = given.filter(isConfig);
  if (files.length === 0) return { cameras: given.length === 0 ? generated() : own(given) };
  if (given.length > 1) throw new UsageError('either one configuration or any number of cameras');
  return files[0]!;
}

function generated(): Section {
  return {
    street: lavfi(streetPicture(), large),
    'test-card': lavfi(testCard, small),
    yard: lavfi(yardPicture(), small),
  };
}

function own(given: readonly string[]): Section {
  return Object.fromEntries(given.map((source, index) => [`camera-${index + 1}`, camera(source)]));
}

function camera(source: string): Section {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(source)) return section({ path: source }, large);
  if (existsSync(source)) {
    return section({ path: resolve(source), input_args: 'preset-file-loop' }, large);
  }
  throw new UsageError(`there is no file ${source}, and it is no address (rtsp://…) either`);
}

function lavfi(graph: string, size: Size): Section {
  return section({ path: graph, input_args: '-re -f lavfi' }, size);
}

function section(input: Section, size: Size): Section {
  return { ffmpeg: { inputs: [{ roles: ['detect'], ...input }] }, detect: { ...size, fps: 5 } };
}

function isConfig(given: string): boolean {
  return /\.(ya?ml|json)$/i.test(given);
}
