import { useMemo } from 'preact/hooks';
import { lanes } from '../model/lanes.ts';
import { countUpTo, movesIn } from '../model/story.ts';
import { counted } from '../model/words.ts';
import { shownStory } from '../session/state.ts';
import { SequenceRow } from './sequence-row.tsx';
import { useSelected } from './session-context.ts';
import { Windowed } from './windowed.tsx';

const rowHeight = 42;

/** Who told whom what, and what came of it; the newest at the bottom. */
export function Sequence() {
  const { events, lost } = useSelected(shownStory);
  const atMs = useSelected(({ moment }) => moment?.atMs ?? null);
  const shown = useMemo(
    () => (atMs === null ? events : events.slice(0, countUpTo(events, atMs))),
    [events, atMs],
  );
  const moves = movesIn(events);
  return (
    <section class="sequence" aria-label="Events">
      <h2>
        Events <span class="quiet">{counted(shown.length, 'event')}</span>
        {lost > 0 && <span class="note"> {counted(lost, 'event')} too many to be shown</span>}
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
