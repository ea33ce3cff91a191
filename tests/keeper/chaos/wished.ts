import { fixture } from '../../support/paths.ts';
import type { Seeded } from '../../support/seeded.ts';

/** How the ffmpeg of a camera, or its stream, behaves. */
export const kinds = {
  plain: {},
  deaf: { path: fixture('ffmpeg-ignores-term.sh') },
  withChild: { path: fixture('ffmpeg-with-child.sh') },
  withHelper: { path: fixture('ffmpeg-with-helper.sh') },
  ends: { ends: true },
  halfFrame: { path: fixture('half-frame.mjs') },
  tooFast: { path: fixture('frames-too-fast.mjs') },
} as const satisfies Record<string, { readonly path?: string; readonly ends?: boolean }>;

export type Kind = keyof typeof kinds;

/** Those that come up and stay. */
export const isSteady = (kind: Kind): boolean => !['ends', 'halfFrame', 'tooFast'].includes(kind);

export type Wished = {
  readonly kind: Kind;
  readonly section: object;
  readonly isEnabledByConfig: boolean;
  /** By `enable` and `disable`. */
  readonly wish: 'on' | 'off' | null;
};

export const isWished = ({ wish, isEnabledByConfig }: Wished): boolean =>
  wish === 'on' || (wish !== 'off' && isEnabledByConfig);

/** A camera of that kind, with random url, rate, size, arguments. */
export function randomCamera(random: Seeded, kind: Kind): Wished {
  const isPlain = isSteady(kind);
  const size = isPlain && random.chance(0.3) ? { width: 160, height: 120 } : fullSize;
  const isEnabledByConfig = random.chance(0.85);
  const pattern = random.pick(['testsrc2', 'testsrc', 'smptebars'])!;
  const fps = random.pick([5, 10])!;
  const input_args = random.chance(0.5) ? '-re -f lavfi' : '-threads 1 -re -f lavfi';
  return {
    kind,
    isEnabledByConfig,
    wish: null,
    section: {
      ...sectionOf(kind, { pattern, input_args }),
      enabled: isEnabledByConfig,
      detect: { ...size, fps },
    },
  };
}

const fullSize = { width: 320, height: 240 };
/** Long enough for a busy machine: what is not touched must not be taken for hung. */
const timeouts = { stall: 4, first_frame: 8, ready: 20, stop: 2 };

function sectionOf(kind: Kind, input: { readonly pattern: string; readonly input_args: string }) {
  const { path, ends } = kinds[kind] as { readonly path?: string; readonly ends?: boolean };
  const source = `${input.pattern}=size=320x240:rate=10${ends ? ':duration=1' : ''}`;
  const inputs = [{ path: source, input_args: input.input_args, roles: ['detect'] }];
  const ffmpeg = { inputs, retry_interval: 2, ...(path && { path }) };
  return { ffmpeg, camkeeper: { timeouts } };
}
