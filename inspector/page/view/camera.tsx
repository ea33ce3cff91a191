import { useMemo, useState } from 'preact/hooks';
import { type ActorRow, machineAt } from '../../api.ts';
import { lastOf } from '../model/story.ts';
import { type PageState, shownStory } from '../session/state.ts';
import { ActorTabs } from './actor-tabs.tsx';
import { CameraHead } from './camera-head.tsx';
import { CameraSide } from './camera-side.tsx';
import { ChartPane } from './chart-pane.tsx';
import { Sequence } from './sequence.tsx';
import { useSelected } from './session-context.ts';

/** One camera: what it is, how it got there, and what comes next. */
export function Camera({ name }: { readonly name: string }) {
  const actors = useActors(name);
  const [chosen, setChosen] = useState<string | null>(null);
  const path = chosen ?? `camera:${name}`;
  const actor = actors.find((one) => one.path === path) ?? null;
  return (
    <section class="camera" aria-label={`Camera ${name}`}>
      <CameraHead name={name} />
      <div class="parts">
        <div class="main-part">
          <ActorTabs actors={actors} chosen={path} choose={setChosen} />
          <ChartPane actor={actor} />
          <Sequence />
        </div>
        <CameraSide name={name} actor={actor} />
      </div>
    </section>
  );
}

const knownActors = ({ detail }: PageState) => detail?.actors ?? none;
const none: readonly ActorRow[] = [];

/** All that a camera has, of a time at which none was there, or is not remembered. */
const absent = (name: string): readonly ActorRow[] =>
  ['keeper', 'gate', '', '/capture', '/tracker', '/recorder'].map((suffix) => {
    const path = machineAt(suffix) === null ? `camera:${name}${suffix}` : suffix;
    return { path, machine: machineAt(path)!, state: '', sinceMs: 0, delays: [] };
  });

/**
 * The machines of this camera in the states of the time that is shown. The story is quicker than
 * the answer to a question: where it says something newer, that is taken.
 */
function useActors(name: string): readonly ActorRow[] {
  const told = useSelected(knownActors);
  const events = useSelected((state) => shownStory(state).events);
  const atMs = useSelected(({ moment }) => moment?.atMs ?? null);
  const askedMs = useSelected(({ detail }) => detail?.at ?? 0);
  return useMemo(() => {
    const untilMs = atMs ?? Number.MAX_SAFE_INTEGER;
    const all = absent(name).map((one) => told.find(({ path }) => path === one.path) ?? one);
    return all.map((actor) => {
      const last = lastOf(events, actor.path, untilMs);
      const isNewer = atMs !== null || (last !== null && last.at >= askedMs - storyLagMs);
      if (!last?.state || last.state === actor.state || !isNewer) return actor;
      return { ...actor, state: last.state, sinceMs: last.at, delays: [] };
    });
  }, [told, events, atMs, name]);
}

/** The story of a moment may come so much later than the answer to a question. */
const storyLagMs = 1000;
