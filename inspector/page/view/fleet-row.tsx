import { useEffect, useState } from 'preact/hooks';
import { duration, timeOfDay } from '../../../keeper/time-words.ts';
import type { CameraRow } from '../../api.ts';
import { signOf } from '../model/look.ts';
import { hashOf } from '../model/route.ts';
import { rate, total } from '../model/words.ts';
import { NextAction } from './next-action.tsx';
import { Picture } from './picture.tsx';
import { useSelected, useShownTime } from './session-context.ts';
import { StateBadge } from './state-badge.tsx';

const picturePauseMs = 2000;

export const narrow = '(max-width: 760px)';
const heights = { wide: 46, narrow: 84 };

/** px; as in style/fleet.css. */
export function useRowHeight(): number {
  const [isNarrow, setIsNarrow] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const query = matchMedia(narrow);
    const look = () => setIsNarrow(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return isNarrow ? heights.narrow : heights.wide;
}

type FleetRowProps = { readonly row: CameraRow; readonly index: number };

/** Of one camera. */
export function FleetRow({ row, index }: FleetRowProps) {
  const isNow = useSelected(({ isLive, moment }) => isLive && moment === null);
  const isOn = isNow && row.size !== null;
  return (
    <div class={`row is-${signOf(row.state)}`} role="row" aria-rowindex={index + 2}>
      <span class="cell cell-0" role="cell">
        <Picture camera={row.name} isOn={isOn} pauseMs={picturePauseMs} />
      </span>
      <span class="cell cell-1" role="cell">
        <a class="name" href={hashOf({ camera: row.name })}>
          {row.name}
        </a>
      </span>
      <span class="cell cell-2" role="cell">
        <StateBadge state={row.state} />
      </span>
      <span class="cell cell-3" role="cell" title={timeOfDay(row.sinceMs)}>
        <Since atMs={row.sinceMs} />
      </span>
      <span class="cell cell-4" role="cell" title={row.reason}>
        {row.reason}
      </span>
      <span class="cell cell-5" role="cell">
        <NextAction next={row.next} />
      </span>
      <Figures row={row} />
    </div>
  );
}

function Figures({ row }: { readonly row: CameraRow }) {
  return (
    <>
      <span class="cell cell-6" role="cell">
        {rate(row.fps)}
        <span class="unit"> fps</span>
      </span>
      <span class={`cell cell-7 ${row.droppedTotal ? 'some' : ''}`} role="cell">
        {total(row.droppedTotal)}
        <span class="unit"> dropped</span>
      </span>
    </>
  );
}

function Since({ atMs }: { readonly atMs: number }) {
  return <>{duration(useShownTime(1000) - atMs)}</>;
}
