import { useEffect, useRef } from 'preact/hooks';
import { timeOfDay } from '../../../keeper/time-words.ts';
import type { LineRow } from '../../api.ts';
import { laneOf } from '../model/lanes.ts';
import { counted } from '../model/words.ts';
import { useSelected } from './session-context.ts';

const linesMax = 200;
const none: readonly LineRow[] = [];

/** What ffmpeg and the other processes wrote last. */
export function Lines() {
  const all = useSelected(({ detail }) => detail?.lines ?? none);
  const lines = all.slice(-linesMax);
  const place = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (place.current) place.current.scrollTop = place.current.scrollHeight;
  }, [lines.at(-1)?.at, lines.length]);
  return (
    <section class="part lines" aria-label="Last lines of its processes">
      <h2>
        Last lines <span class="quiet">{counted(lines.length, 'line')}</span>
      </h2>
      {lines.length === 0 && <p class="quiet">Its processes have written nothing.</p>}
      <ol ref={place} tabIndex={lines.length > 0 ? 0 : -1}>
        {lines.map(({ at, path, text }, index) => (
          <li key={`${at} ${index}`}>
            <time>{timeOfDay(at)}</time> <b>{laneOf(path)}</b> {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
