import { fixture } from '../../support/paths.ts';
import type { Seeded } from '../../support/seeded.ts';

/** How the ffmpeg of a camera, or its stream, behaves. */
export const kinds = {
  plain: {},
  deaf: { path: fixture('ffmpeg-ignores-term.sh') },
  withChild: { path: fixture('ffmpeg-with-child.sh') },
  withHelper: { path: fixture('ffmpeg-with-helper.sh') },
  ends: { isShort: true },
  silent: { path: fixture('ffmpeg-is-silent.sh') },
  halfFrame: { path: fixture('half-frame.mjs') },
  tooFast: { path: fixture('frames-too-fast.mjs') },
  missing: { path: fixture('there-is-none') },
} as const satisfies Record<string, { readonly path?: string; readonly isShort?: boolean }>;

export type Kind = keyof typeof kinds;

const steady: readonly Kind[] = ['plain', 'deaf', 'withChild', 'withHelper'];

/** Those that come up and stay. */
export const isSteady = (kind: Kind): boolean => steady.includes(kind);

export type Wished = {
  readonly kind: Kind;
  readonly section: object;
  /** In the arguments of its capture. */
  readonly says: string;
  readonly ring: { readonly width: number; readonly height: number; readonly slots: number };
  readonly isEnabledByConfig: boolean;
  /** By `enable` and `disable`. */
  readonly wish: 'on' | 'off' | null;
};

/** What is desired in the end; a burst changes it together with the keeper. */
export type Wishes = Map<string, Wished>;

export const isWished = ({ wish, isEnabledByConfig }: Wished): boolean =>
  wish === 'on' || (wish !== 'off' && isEnabledByConfig);

/** A camera of that kind, with random url, rate, size, arguments. */
export function randomCamera(random: Seeded, kind: Kind): Wished {
  const size = random.chance(0.3) && isSteady(kind) ? { width: 160, height: 120 } : fullSize;
  const isEnabledByConfig = random.chance(0.85);
  const pattern = random.pick(['testsrc2', 'testsrc', 'smptebars'])!;
  const fps = random.pick([5, 10])!;
  const input_args = random.chance(0.5) ? '-re -f lavfi' : '-threads 1 -re -f lavfi';
  const detect = { ...size, fps };
  const slots = Math.max(6, 2 * fps);
  return {
    kind,
    isEnabledByConfig,
    wish: null,
    says: `${input_args} -i ${sourceOf(kind, pattern)} -r ${fps} `,
    ring: { ...size, slots },
    section: {
      ...sectionOf(kind, { path: sourceOf(kind, pattern), input_args }),
      enabled: isEnabledByConfig,
      detect,
    },
  };
}

const fullSize = { width: 320, height: 240 };
/** Long enough for a busy machine: what is not touched must not be taken for hung. */
const timeouts = { stall: 4, first_frame: 8, ready: 20, stop: 2 };

type Behaviour = { readonly path?: string; readonly isShort?: boolean };

const sourceOf = (kind: Kind, pattern: string): string =>
  `${pattern}=size=320x240:rate=10${(kinds[kind] as Behaviour).isShort ? ':duration=1' : ''}`;

function sectionOf(kind: Kind, input: { readonly path: string; readonly input_args: string }) {
  const { path } = kinds[kind] as Behaviour;
  const inputs = [{ ...input, roles: ['detect'] }];
  const ffmpeg = { inputs, retry_interval: 2, ...(path && { path }) };
  return { ffmpeg, camkeeper: { timeouts } };
}
