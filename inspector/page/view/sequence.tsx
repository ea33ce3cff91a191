import { useMemo, useState } from 'preact/hooks';
import type { StoryEvent } from '../../api.ts';
import { concerns, lanes } from '../model/lanes.ts';
import { countUpTo, movesIn } from '../model/story.ts';
import { counted } from '../model/words.ts';
import { shownStory } from '../session/state.ts';
import { SequenceRow } from './sequence-row.tsx';
import { useSelected } from './session-context.ts';
import { Windowed } from './windowed.tsx';

const rowHeight = 42;

/** Who told whom what, and what came of it; the newest at the bottom. */
export function Sequence() {
  const { lost } = useSelected(shownStory);
  const [withOthers, setWithOthers] = useState(false);
  const { all, shown, moves } = useShown(withOthers);
  const hidden = all.length - shown.length;
  return (
    <section class="sequence" aria-label="Events">
      <h2>
        Events <span class="quiet">{counted(shown.length, 'event')}</span>
        {lost > 0 && <span class="note"> {counted(lost, 'event')} too many to be shown</span>}
        <Others {...{ hidden, withOthers, setWithOthers }} />
      </h2>
      <div class="sequence-head lanes-area" aria-hidden="true">
        {lanes.map((lane) => (
          <span key={lane}>{lane}</span>
        ))}
      </div>
      <Windowed
        items={shown}
        heightOf={rowHeight}
        keyOf={({ sequence }) => sequence}
        class="events"
        label="Events, oldest first"
        sticksToEnd
      >
        {(event, index) => (
          <SequenceRow
            event={event}
            before={shown[index - 1] ?? null}
            isMove={moves.has(event.sequence)}
          />
        )}
      </Windowed>
      {shown.length === 0 && <p class="nothing">Nothing has happened yet that is known here.</p>}
    </section>
  );
}

type OthersProps = {
  readonly hidden: number;
  readonly withOthers: boolean;
  readonly setWithOthers: (withOthers: boolean) => void;
};

function Others({ hidden, withOthers, setWithOthers }: OthersProps) {
  if (hidden === 0 && !withOthers) return null;
  return (
    <label class="others">
      <input
        type="checkbox"
        checked={withOthers}
        onChange={({ currentTarget }) => setWithOthers(currentTarget.checked)}
      />
      other cameras too{hidden > 0 && ` (${hidden.toLocaleString('en')})`}
    </label>
  );
}

/** Up to the time that is shown; what others did at the gate only where it led somewhere. */
function useShown(withOthers: boolean) {
  const { events } = useSelected(shownStory);
  const camera = useSelected(({ route }) => route.camera ?? '');
  const atMs = useSelected(({ moment }) => moment?.atMs ?? null);
  return useMemo(() => {
    const moves = movesIn(events);
    const all = atMs === null ? events : events.slice(0, countUpTo(events, atMs));
    const isShown = (event: StoryEvent) => moves.has(event.sequence) || concerns(event, camera);
    return { all, moves, shown: withOthers ? all : all.filter(isShown) };
  }, [events, atMs, camera, withOthers]);
}
