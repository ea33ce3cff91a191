import { useMemo } from 'preact/hooks';
import { duration } from '../../../keeper/time-words.ts';
import type { CameraRow } from '../../api.ts';
import { signOf } from '../model/look.ts';
import { rate, total } from '../model/words.ts';
import { type PageState, shownStory } from '../session/state.ts';
import { NextAction } from './next-action.tsx';
import { useSelected, useSession, useShownTime } from './session-context.ts';
import { StateBadge } from './state-badge.tsx';

/** In what state, since when, why, what next; and what can be done about it. */
export function CameraHead({ name }: { readonly name: string }) {
  const row = useSelected((state) => rowOf(state, name));
  return (
    <header class={`camera-head ${row ? `is-${signOf(row.state)}` : ''}`}>
      <div class="title-line">
        <a class="back" href="#/" aria-keyshortcuts="Escape">
          <span aria-hidden="true">←</span> Cameras
        </a>
        <h1>{name}</h1>
        {row && <StateBadge state={row.state} />}
        {row && <Since row={row} />}
        <CameraCommands name={name} row={row} />
      </div>
      {row ? <Why row={row} /> : <Absent name={name} />}
    </header>
  );
}

/** It is not there, or was not yet, or not any more: and where to see it. */
function Absent({ name }: { readonly name: string }) {
  const { player } = useSession();
  const atMs = useSelected(({ moment }) => moment?.atMs ?? null);
  const isKnown = useSelected(({ moment, detail }) => moment === null || detail !== null);
  const events = useSelected((state) => shownStory(state).events);
  const own = useMemo(
    () =>
      events.filter(
        ({ path, state }) => path === `camera:${name}` && !/^removed|^$/.test(state ?? ''),
      ),
    [events, name],
  );
  if (!isKnown) return <p class="why quiet">Looking…</p>;
  const there = atMs === null ? own.at(-1) : (own.find(({ at }) => at > atMs) ?? own.at(-1));
  return (
    <p class="why absent" role="status">
      <span class="reason">
        {atMs === null
          ? 'There is no camera of this name.'
          : 'There was no camera of this name at this time.'}
      </span>
      {there && (
        <button type="button" onClick={() => player.seek(there.at)}>
          {atMs !== null && there.at > atMs ? 'When it came' : 'When it was last there'}
        </button>
      )}
    </p>
  );
}

function rowOf({ moment, detail, rows }: PageState, name: string): CameraRow | null {
  const told = detail?.row?.name === name ? detail.row : null;
  return moment === null ? (rows.get(name) ?? told) : told;
}

function Why({ row }: { readonly row: CameraRow }) {
  return (
    <p class="why">
      <span class="reason">{row.reason}</span>
      {row.next && (
        <span class="then">
          <b>next</b> <NextAction next={row.next} />
        </span>
      )}
      <span class="figures">
        <b>{rate(row.fps)}</b> fps · <b>{total(row.droppedTotal)}</b> dropped
        {row.size && ` · ${row.size.width} × ${row.size.height}`}
      </span>
    </p>
  );
}

function Since({ row }: { readonly row: CameraRow }) {
  return <span class="since">for {duration(useShownTime(1000) - row.sinceMs)}</span>;
}

type CameraCommandsProps = { readonly name: string; readonly row: CameraRow | null };

function CameraCommands({ name, row }: CameraCommandsProps) {
  const { show } = useSession();
  const isNow = useSelected(({ isLive, moment }) => isLive && moment === null);
  if (!isNow || !row) return null;
  const isOff = row.state.startsWith('disabled');
  const button = (type: 'enable' | 'disable' | 'restart' | 'remove', words: string) => (
    <button type="button" onClick={() => show({ type, camera: name })}>
      {words}
    </button>
  );
  return (
    <div class="commands">
      {isOff ? button('enable', 'Enable…') : button('disable', 'Disable…')}
      {button('restart', 'Restart…')}
      {button('remove', 'Remove…')}
    </div>
  );
}
