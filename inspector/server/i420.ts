export type Rgb = { readonly data: Buffer; readonly width: number; readonly height: number };
type Frame = { readonly data: Buffer; readonly width: number; readonly height: number };

/**
 * A frame as RGB, made smaller by whole steps until it is at most so wide: one pixel of it is one
 * of the frame's. BT.601 with limited range, as ffmpeg's yuv420p is.
 */
export function rgbOf(frame: Frame, widthMax: number): Rgb {
  const step = Math.max(1, Math.ceil(frame.width / widthMax));
  const width = Math.floor(frame.width / step);
  const height = Math.floor(frame.height / step);
  const data = Buffer.allocUnsafe(width * height * 3);
  for (let y = 0; y < height; y++) row(frame, { data, width, y, step });
  return { data, width, height };
}

type Row = {
  readonly data: Buffer;
  readonly width: number;
  readonly y: number;
  readonly step: number;
};

function row({ data: frame, width: stride, height }: Frame, { data, width, y, step }: Row): void {
  const luma = y * step * stride;
  const size = stride * height;
  const chroma = size + ((y * step) >> 1) * (stride >> 1);
  let out = y * width * 3;
  for (let x = 0; x < width; x++) {
    const at = x * step;
    const light = 298 * (frame[luma + at]! - 16);
    const blue = frame[chroma + (at >> 1)]! - 128;
    const red = frame[chroma + (size >> 2) + (at >> 1)]! - 128;
    data[out++] = byte(light + 409 * red);
    data[out++] = byte(light - 100 * blue - 208 * red);
    data[out++] = byte(light + 516 * blue);
  }
}

/** Of 256ths, rounded. */
function byte(value: number): number {
  const rounded = (value + 128) >> 8;
  return Math.min(Math.max(rounded, 0), 255);
}
