import { type FrameReader, openReader } from '../../native/index.ts';
import { type Rgb, rgbOf } from './i420.ts';

export type Picture = {
  /** Another one for another frame. */
  readonly tag: string;
  readonly jpeg: Buffer;
};

type Frames = { readonly id: number; readonly path: string };
type Taken = { readonly atMs: number; readonly picture: Promise<Picture | null> };

/** At most five a second of each camera, and so wide. */
const everyMs = 200;
const widthMax = 960;
/** Of all cameras together; who asks for more gets what was there last. */
const perSecondMax = 25;
const atOnceMax = 4;

/** The latest frames as JPEG, made only when somebody asks. */
export class Pictures {
  readonly #frames: (camera: string) => Frames | null;
  readonly #taken = new Map<string, Taken>();
  #busy = 0;
  /** How many may be made now. */
  #room = perSecondMax;
  #roomAtMs = 0;

  constructor(frames: (camera: string) => Frames | null) {
    this.#frames = frames;
  }

  /** null: there is no frame. */
  async latest(camera: string): Promise<Picture | null> {
    const known = this.#taken.get(camera);
    const now = performance.now();
    if (known && now - known.atMs < everyMs) return known.picture;
    if (!this.#hasRoom(now)) return known ? known.picture : null;
    const frames = this.#frames(camera);
    if (!frames) {
      this.#taken.delete(camera);
      return null;
    }
    this.#room--;
    const picture = this.#take(frames, known?.picture ?? null);
    this.#taken.set(camera, { atMs: now, picture });
    return picture;
  }

  forget(camera: string): void {
    this.#taken.delete(camera);
  }

  close(): void {
    this.#taken.clear();
  }

  /** Each takes milliseconds of the thread on which the keeper lives. */
  #hasRoom(nowMs: number): boolean {
    const gained = ((nowMs - this.#roomAtMs) / 1000) * perSecondMax;
    this.#room = Math.min(perSecondMax, this.#room + gained);
    this.#roomAtMs = nowMs;
    return this.#room >= 1 && this.#busy < atOnceMax;
  }

  async #take(frames: Frames, before: Promise<Picture | null> | null): Promise<Picture | null> {
    this.#busy++;
    try {
      const last = await before?.catch(() => null);
      const frame = read(frames);
      if (!frame) return last ?? null;
      const tag = `${frames.id}-${frame.sequence}`;
      if (last?.tag === tag) return last;
      return { tag, jpeg: await jpegOf(rgbOf(frame, widthMax)) };
    } finally {
      this.#busy--;
    }
  }
}

/** null: there is none yet, or it was overwritten meanwhile. */
function read({ path }: Frames) {
  let reader: FrameReader | null = null;
  try {
    reader = openReader(path);
    const { width, height, slotBytes } = reader;
    const data = Buffer.allocUnsafe(slotBytes);
    const ticket = reader.latest(data);
    return ticket && { data, width, height, sequence: ticket.sequence };
  } catch {
    return null; // the region is just being made or freed
  } finally {
    reader?.close();
  }
}

/** Loaded with the first picture: 20 MB. */
async function jpegOf({ data, width, height }: Rgb): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
}
