import { useMemo } from 'preact/hooks';
import { dayAndTime, duration, preciseTime, timeOfDay } from '../../../keeper/time-words.ts';
import type { Past } from '../../api.ts';
import { signOf } from '../model/look.ts';
import { spansOf } from '../model/story.ts';
import { reachOf } from '../session/state.ts';
import { useSelected, useSession, useShownTime } from './session-context.ts';

/** The way back through the past. */
export function Timeline() {
  const { player, store } = useSession();
  const isPast = useSelected(({ moment }) => moment !== null);
  const isLive = useSelected((state) => state.isLive);
  const shownMs = useShownTime(500);
  const reach = reachOf(store.get());
  if (reach === null || reach.toMs <= reach.fromMs) return null;
  return (
    <section class={`timeline ${isPast ? 'in-past' : ''}`} aria-label="Time">
      <Buttons isPast={isPast} />
      <span class="edge" title={dayAndTime(reach.fromMs)}>
        −{duration(reach.toMs - reach.fromMs)}
      </span>
      <div class="track">
        <Band fromMs={reach.fromMs} toMs={reach.toMs} />
        <input
          type="range"
          aria-label="Time that is shown"
          aria-valuetext={isPast ? timeOfDay(shownMs) : 'now'}
          min={Math.floor(reach.fromMs)}
          max={Math.ceil(reach.toMs)}
          step={100}
          value={Math.min(shownMs, reach.toMs)}
          onInput={({ currentTarget }) => player.seek(currentTarget.valueAsNumber)}
        />
      </div>
      <time class="shown">{preciseTime(shownMs).slice(0, isPast ? undefined : 8)}</time>
      <button type="button" class="live" data-key="l" aria-pressed={!isPast} onClick={player.leave}>
        <span class="live-dot" aria-hidden="true" />
        {isLive ? 'Live' : 'End'}
      </button>
    </section>
  );
}

function Buttons({ isPast }: { readonly isPast: boolean }) {
  const { player } = useSession();
  const isPlaying = useSelected(({ moment }) => moment?.isPlaying ?? false);
  const play = isPlaying
    ? { words: 'Pause', d: 'M5 3v10M11 3v10' }
    : { words: 'Play', d: triangle };
  const [back, on] = [() => player.step(-1), () => player.step(1)];
  return (
    <div class="buttons">
      <button type="button" aria-label="Previous transition" data-key="[" onClick={back}>
        <Glyph d="M4 3v10M13 3L6 8l7 5z" />
      </button>
      <button type="button" aria-label={play.words} data-key=" " onClick={player.toggle}>
        <Glyph d={play.d} />
      </button>
      <button
        type="button"
        aria-label="Next transition"
        data-key="]"
        disabled={!isPast}
        onClick={on}
      >
        <Glyph d="M12 3v10M3 3l7 5-7 5z" />
      </button>
    </div>
  );
}

const triangle = 'M4 3l9 5-9 5z';

function Glyph({ d }: { readonly d: string }) {
  return (
    <svg class="glyph" viewBox="0 0 16 16" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}

/** In which states the camera was, as far as it is known here; worked out once a second. */
function Band({ fromMs, toMs }: Past) {
  const camera = useSelected(({ route }) => route.camera);
  const story = useSelected((state) => state.story);
  const early = useSelected((state) => state.early);
  const [from, to] = [Math.floor(fromMs / 1000) * 1000, Math.ceil(toMs / 1000) * 1000];
  const spans = useMemo(() => {
    const known = [early && { story: early, toMs: early.toMs }, { story, toMs: to }];
    return known.flatMap((part) => {
      const within = part && { fromMs: from, toMs: Math.min(part.toMs, to) };
      return within ? spansOf(part.story.events, `camera:${camera}`, within) : [];
    });
  }, [camera, story, early, from, to]);
  if (camera === null) return null;
  const share = (ms: number) => (ms / (to - from)) * 100;
  return (
    <svg class="band" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {spans.map((span) => (
        <rect
          key={span.fromMs}
          class={`is-${signOf(span.state)}`}
          x={share(span.fromMs - from)}
          width={Math.max(0.15, share(span.toMs - span.fromMs))}
          y={heights[signOf(span.state)] ?? 3}
          height={10 - (heights[signOf(span.state)] ?? 3)}
        />
      ))}
    </svg>
  );
}

/** How far from the top: what is worse stands higher. */
const heights: Readonly<Record<string, number>> = { bad: 0, retry: 0, warn: 2, ok: 6, off: 9 };
