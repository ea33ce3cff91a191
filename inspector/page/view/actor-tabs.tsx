import { useEffect } from 'preact/hooks';
import { duration } from '../../../keeper/time-words.ts';
import type { ActorRow } from '../../api.ts';
import { laneOf } from '../model/lanes.ts';
import { signOf } from '../model/look.ts';
import { Countdown } from './next-action.tsx';
import { useShownTime } from './session-context.ts';
import { SignIcon } from './sign-icon.tsx';

type ActorTabsProps = {
  readonly actors: readonly ActorRow[];
  readonly chosen: string;
  readonly choose: (path: string) => void;
};

/** The machines that a camera depends on, with the state that each is in. */
export function ActorTabs({ actors, chosen, choose }: ActorTabsProps) {
  useEffect(() => {
    const tab = document.getElementById(tabId(chosen));
    tab?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [chosen, actors.length]);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const index = actors.findIndex(({ path }) => path === chosen);
    const next = step === undefined ? undefined : actors.at((index + step) % actors.length);
    if (!next) return;
    choose(next.path);
    document.getElementById(tabId(next.path))?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="State charts" onKeyDown={move}>
      {actors.map((actor, index) => (
        <Tab
          key={actor.path}
          actor={actor}
          shortcut={String(index + 1)}
          isChosen={actor.path === chosen}
          choose={() => choose(actor.path)}
        />
      ))}
    </div>
  );
}

const tabId = (path: string): string => `tab-${path}`;

type TabProps = {
  readonly actor: ActorRow;
  readonly shortcut: string;
  readonly isChosen: boolean;
  readonly choose: () => void;
};

function Tab({ actor, shortcut, isChosen, choose }: TabProps) {
  const { path, state, sinceMs, delays } = actor;
  const nowMs = useShownTime(1000);
  const sign = signOf(state || 'off');
  return (
    <button
      type="button"
      role="tab"
      id={tabId(path)}
      class={`tab is-${sign}`}
      aria-selected={isChosen}
      aria-controls="chart"
      aria-keyshortcuts={shortcut}
      tabIndex={isChosen ? 0 : -1}
      data-actor={path}
      data-state={state}
      onClick={choose}
    >
      <span class="who">
        {laneOf(path)} <span class="since">{state !== '' && duration(nowMs - sinceMs)}</span>
      </span>
      <span class="in">
        <SignIcon sign={sign} />
        {state || (path.startsWith('camera:') ? 'not there' : 'not known')}
      </span>
      <span class="delay">
        {delays[0] && (
          <>
            {delays[0].name} <Countdown atMs={delays[0].endsMs} />
          </>
        )}
      </span>
    </button>
  );
}
