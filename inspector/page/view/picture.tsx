import { useEffect, useRef, useState } from 'preact/hooks';
import { frameUrl } from '../session/requests.ts';

type PictureProps = {
  readonly camera: string;
  /** Frames are expected: otherwise none is asked for. */
  readonly isOn: boolean;
  /** Between one that has come and the next that is asked for. */
  readonly pauseMs: number;
};

const pauseAfterNoneMs = 2000;

/** The latest frame of a camera, again and again: the next is asked for when one has come. */
export function Picture({ camera, isOn, pauseMs }: PictureProps) {
  const [has, setHas] = useState(false);
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    setHas(false);
    if (!isOn || image.current === null) return;
    return showFrames(image.current, { camera, pauseMs, tell: setHas });
  }, [camera, isOn, pauseMs]);
  return (
    <span class={`picture ${has ? 'has-frame' : ''}`}>
      <img ref={image} alt={has ? `latest frame of ${camera}` : ''} decoding="async" />
      {!has && <span class="no-frame">no picture</span>}
    </span>
  );
}

type Showing = {
  readonly camera: string;
  readonly pauseMs: number;
  readonly tell: (has: boolean) => void;
};

function showFrames(image: HTMLImageElement, { camera, pauseMs, tell }: Showing): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const ask = () => {
    if (document.hidden) timer = setTimeout(ask, pauseAfterNoneMs);
    else image.src = frameUrl(camera, Date.now());
  };
  const after = (has: boolean) => {
    if (isOver) return;
    tell(has);
    timer = setTimeout(ask, has ? pauseMs : pauseAfterNoneMs);
  };
  image.onload = () => after(true);
  image.onerror = () => after(false);
  ask();
  return () => {
    isOver = true;
    clearTimeout(timer);
    // Chromium would hold one that is out of the document for ever, with all that was around it
    if (image.isConnected) image.removeAttribute('src');
  };
}
