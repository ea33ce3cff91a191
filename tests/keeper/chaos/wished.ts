import { fixture } from '../../support/paths.ts';
import type { Seeded } from '../../support/seeded.ts';

/** How the ffmpeg of a camera, or its stream, behaves. */
export const kinds = {
  plain: {},
  deaf: { path: fixture('ffmpeg-ignores-term.sh') },
  withChild: { path: fixture('ffmpeg-with-child.sh') },
  withHelper: { path: fixture('ffmpeg-with-helper.sh') },
  /** By an ffmpeg of its own. */
  recorded: { record: 'apart' },
  /** By the one that delivers the frames. */
  recordedBeside: { record: 'beside' },
  ends: { isShort: true },
  silent: { path: fixture('ffmpeg-is-silent.sh') },
  halfFrame: { path: fixture('half-frame.mjs') },
  tooFast: { path: fixture('frames-too-fast.mjs') },
  missing: { path: fixture('there-is-none') },
} as const satisfies Record<string, Behaviour>;

type Behaviour = {
  readonly path?: string;
  readonly isShort?: boolean;
  readonly record?: 'apart' | 'beside';
};
export type Kind = keyof typeof kinds;

const steady: readonly Kind[] = [
  ...(['plain', 'deaf', 'withChild', 'withHelper'] as const),
  ...(['recorded', 'recordedBeside'] as const),
];

/** Those that come up and stay. */
export const isSteady = (kind: Kind): boolean => steady.includes(kind);

export type Wished = {
  readonly kind: Kind;
  readonly section: object;
  /** In the arguments of its capture. */
  readonly says: readonly string[];
  /** The same of its recorder, if it has one. */
  readonly recorderSays: readonly string[];
  readonly ring: { readonly width: number; readonly height: number; readonly slots: number };
  readonly isEnabledByConfig: boolean;
  /** By `enable` and `disable`. */
  readonly wish: 'on' | 'off' | null;
};

/** What is desired in the end; a burst changes it together with the keeper. */
export type Wishes = Map<string, Wished>;

export const isWished = ({ wish, isEnabledByConfig }: Wished): boolean =>
  wish === 'on' || (wish !== 'off' && isEnabledByConfig);

/** Which process writes segments of cameras of that kind. */
export const recordOf = (kind: Kind): 'apart' | 'beside' | null =>
  (kinds[kind] as Behaviour).record ?? null;

/** A camera of that kind, with random url, rate, size, arguments. */
export function randomCamera(random: Seeded, kind: Kind, patience: object = timeouts): Wished {
  const size = random.chance(0.3) && isSteady(kind) ? { width: 160, height: 120 } : fullSize;
  const isEnabledByConfig = random.chance(0.85);
  const pattern = random.pick(['testsrc2', 'testsrc', 'smptebars'])!;
  const fps = random.pick([5, 10])!;
  const input_args = random.chance(0.5) ? '-re -f lavfi' : '-threads 1 -re -f lavfi';
  const source = sourceOf(kind, pattern);
  const input = `${input_args} -i ${source} `;
  const detect = { ...size, fps };
  const slots = Math.max(6, 2 * fps);
  return {
    kind,
    isEnabledByConfig,
    wish: null,
    says: [input, ` -r ${fps} -vf `],
    recorderSays: [input],
    ring: { ...size, slots },
    section: {
      ...sectionOf(kind, { path: source, input_args }, patience),
      enabled: isEnabledByConfig,
      detect,
    },
  };
}

const fullSize = { width: 320, height: 240 };
/** Long enough for a busy machine: what is not touched must not be taken for hung. */
const timeouts = { stall: 4, first_frame: 8, ready: 20, stop: 2, segment: 10 };

const sourceOf = (kind: Kind, pattern: string): string =>
  `${pattern}=size=320x240:rate=10${(kinds[kind] as Behaviour).isShort ? ':duration=1' : ''}`;

function sectionOf(kind: Kind, input: object, timeouts: object) {
  const { path } = kinds[kind] as Behaviour;
  const ffmpeg = { inputs: inputsOf(kind, input), retry_interval: 2, ...(path && { path }) };
  const record = recordOf(kind);
  if (!record) return { ffmpeg, camkeeper: { timeouts } };
  return {
    ffmpeg: { ...ffmpeg, output_args: { record: segmentArgs } },
    record: { enabled: true },
    camkeeper: { timeouts, record: { directory: recordings, keep_free: 1 } },
  };
}

/** Below the directory that the keepers run in. */
export const recordings = 'recordings';
/** Of a second each, of what lavfi draws. */
const segmentArgs =
  '-c:v mpeg4 -g 5 -f segment -segment_time 1 -segment_format mp4 -reset_timestamps 1 -strftime 1';

function inputsOf(kind: Kind, input: object): readonly object[] {
  const record = recordOf(kind);
  if (record === 'beside') return [{ ...input, roles: ['detect', 'record'] }];
  const recorded = record === 'apart' ? [{ ...input, roles: ['record'] }] : [];
  return [{ ...input, roles: ['detect'] }, ...recorded];
}
