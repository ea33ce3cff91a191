import { preciseTime } from '../../../keeper/time-words.ts';
import type { StoryEvent } from '../../api.ts';
import { eventWords, type Lane, lanes, type Step, stepOf } from '../model/lanes.ts';
import { signOf } from '../model/look.ts';
import { shortDuration } from '../model/words.ts';
import { useSelected, useSession } from './session-context.ts';
import { SignIcon } from './sign-icon.tsx';

type SequenceRowProps = {
  readonly event: StoryEvent;
  readonly before: StoryEvent | null;
  /** It led into another state. */
  readonly isMove: boolean;
};

/** Later than this after the one before is worth telling. */
const pauseMs = 1000;

/** One event: an arrow for those who see, a sentence for those who do not and on narrow screens. */
export function SequenceRow({ event, before, isMove }: SequenceRowProps) {
  const { player } = useSession();
  const camera = useSelected(({ route }) => route.camera ?? '');
  const told = { event, isMove, step: stepOf(event, camera) };
  const afterMs = before === null ? 0 : event.at - before.at;
  return (
    <div class="event" role="listitem" data-sequence={event.sequence}>
      <button
        type="button"
        class="when"
        title="See this moment"
        onClick={() => player.seek(event.at)}
      >
        {preciseTime(event.at)}
        {afterMs >= pauseMs && <span class="pause">+{shortDuration(afterMs)}</span>}
      </button>
      <Sentence {...told} />
      <Arrow {...told} />
    </div>
  );
}

type Told = {
  readonly event: StoryEvent;
  readonly isMove: boolean;
  readonly step: Step;
};

function Sentence({ event, isMove, step: { from, to, isTimer, stranger } }: Told) {
  return (
    <span class="sentence">
      <b>{isTimer ? 'timer' : from}</b> → <b>{to}</b> <code>{eventWords(event.event)}</code>
      {stranger !== null && ` of ${stranger}`}
      {isMove && event.state !== null && (
        <span class={`chip-state is-${signOf(event.state)}`}>
          <SignIcon sign={signOf(event.state)} /> {event.state}
        </span>
      )}
    </span>
  );
}

const middleOf = (lane: Lane): number => ((lanes.indexOf(lane) + 0.5) / lanes.length) * 100;

function Arrow({ event, isMove, step: { from, to, isTimer, stranger } }: Told) {
  const [start, end] = [middleOf(from), middleOf(to)];
  const left = `${Math.min(start, end)}%`;
  const isOwn = from === to;
  const kind = isOwn ? 'own' : start < end ? 'right' : 'left';
  const width = isOwn ? undefined : `${Math.abs(end - start)}%`;
  return (
    <span class="lanes-area drawn" aria-hidden="true">
      <span class={`arrow-line ${kind}`} style={{ left, ...(width && { width }) }}>
        <span class="event-name">
          {isTimer && <SignIcon sign="busy" />}
          {eventWords(event.event)}
          {stranger !== null && <span class="quiet"> {stranger}</span>}
        </span>
      </span>
      {isMove && event.state !== null && (
        <span class={`chip-state is-${signOf(event.state)}`} style={{ left: `${end}%` }}>
          <SignIcon sign={signOf(event.state)} /> {event.state}
        </span>
      )}
    </span>
  );
}
