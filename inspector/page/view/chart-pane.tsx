import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ActorRow, InspectedChart } from '../../api.ts';
import { lightsOf } from '../model/chart-lights.ts';
import { lastMoveOf, lastOf } from '../model/story.ts';
import { shownStory } from '../session/state.ts';
import { Chart } from './chart.tsx';
import { ChartTools } from './chart-tools.tsx';
import { useSelected } from './session-context.ts';

/** Scales: below the smallest nothing can be read. */
const scales = { least: 0.3, most: 2, readable: 0.85 };

/** The chart of a machine, in a frame that can be moved and follows what is lit. */
export function ChartPane({ actor }: { readonly actor: ActorRow | null }) {
  const chart = useSelected(({ charts }) => charts.find(({ id }) => id === actor?.machine) ?? null);
  const frame = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState<number | null>(null); // null: by itself
  const [follows, setFollows] = useState(true);
  const width = useWidth(frame);
  const shown = scale ?? (chart ? comfortable(chart, width) : 1);
  const lights = useLights(actor);
  useFollowing(frame, { on: follows, scale: shown, state: lights.state, chart: chart?.id ?? '' });
  const zoom = useCallback(
    (factor: number | null) => setScale(factor === null ? null : bounded(shown * factor)),
    [shown],
  );
  const fit = () =>
    setScale(chart && frame.current ? bounded(wholeIn(frame.current, chart)) : null);
  return (
    <div
      class="chart-pane"
      id="chart"
      role="tabpanel"
      aria-label={`Chart of ${actor?.path ?? '…'}`}
    >
      <ChartTools {...{ zoom, fit, follows, setFollows, scale: shown, lights, chart }} />
      <div class="frame" ref={frame} tabIndex={0} role="group" aria-label="Chart, can be scrolled">
        {chart && actor ? (
          <Chart chart={chart} lights={lights} delays={actor.delays} scale={shown} />
        ) : (
          <p class="nothing">Its machine does not run at this time.</p>
        )}
      </div>
    </div>
  );
}

function useLights(actor: ActorRow | null) {
  const path = actor?.path ?? '';
  const events = useSelected((state) => shownStory(state).events);
  const atMs = useSelected(({ moment }) => moment?.atMs ?? Number.MAX_SAFE_INTEGER);
  const move = lastMoveOf(events, path, atMs);
  const last = lastOf(events, path, atMs);
  const state = actor?.state ?? '';
  return useMemo(() => lightsOf(state, { move, last }), [state, move, last]);
}

const bounded = (scale: number): number => Math.min(scales.most, Math.max(scales.least, scale));

/** So that nothing of it has to be scrolled to. */
const wholeIn = ({ clientWidth, clientHeight }: HTMLElement, chart: InspectedChart): number =>
  Math.min((clientWidth - 4) / chart.width, (clientHeight - 4) / chart.height);

/** All of it where that can be read. */
const comfortable = (chart: InspectedChart, width: number): number =>
  Math.min(1, Math.max(scales.readable, (width - 4) / chart.width));

function useWidth(frame: { readonly current: HTMLDivElement | null }): number {
  const [width, setWidth] = useState(800);
  useEffect(() => {
    const look = () => setWidth(frame.current?.clientWidth ?? 800);
    const observer = new ResizeObserver(look);
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return width;
}

type Following = {
  readonly on: boolean;
  readonly scale: number;
  readonly state: string;
  readonly chart: string;
};

/** Brings what is lit into the middle of the frame whenever another state is. */
function useFollowing(
  frame: { readonly current: HTMLDivElement | null },
  { on, scale, state, chart }: Following,
): void {
  const before = useRef('');
  useEffect(() => {
    const box = frame.current;
    const lit = box?.querySelector('.state.lit > rect');
    if (!on || !box || !lit) return;
    const [around, at] = [box.getBoundingClientRect(), lit.getBoundingClientRect()];
    const isOther = before.current !== `${chart} ${scale}`;
    const isStill = isOther || matchMedia('(prefers-reduced-motion: reduce)').matches;
    before.current = `${chart} ${scale}`;
    box.scrollTo({
      left: box.scrollLeft + at.left - around.left - (around.width - at.width) / 2,
      top: box.scrollTop + at.top - around.top - (around.height - at.height) / 2,
      behavior: isStill ? 'instant' : 'smooth',
    });
  }, [on, scale, state, chart]);
}
