import { useEffect } from 'preact/hooks';
import { dayAndTime, duration } from '../../../keeper/time-words.ts';
import { nowMs } from '../session/state.ts';
import { Camera } from './camera.tsx';
import { Dialogs } from './dialogs.tsx';
import { Fleet } from './fleet.tsx';
import { Header } from './header.tsx';
import { listenToKeys } from './keys.ts';
import { Notices } from './notices.tsx';
import { useSelected, useSession } from './session-context.ts';
import { Timeline } from './timeline.tsx';

export function Page() {
  const session = useSession();
  const camera = useSelected(({ route }) => route.camera);
  const isPast = useSelected(({ moment }) => moment !== null);
  useEffect(() => listenToKeys(session), [session]);
  useEffect(() => {
    document.title = camera === null ? 'camkeeper' : `${camera} · camkeeper`;
  }, [camera]);
  return (
    <div class={`page ${isPast ? 'in-past' : ''}`}>
      <Header />
      <Problem />
      <Notices />
      <PastBanner />
      <main>{camera === null ? <Fleet /> : <Camera key={camera} name={camera} />}</main>
      <Timeline />
      <Dialogs />
    </div>
  );
}

/** Nobody may take the past for the present. */
function PastBanner() {
  const { player, store } = useSession();
  const atMs = useSelected(({ moment }) => moment?.atMs ?? null);
  const isLive = useSelected((state) => state.isLive);
  if (atMs === null) return null;
  return (
    <div class="past-banner" role="status">
      <b>{isLive ? 'The past' : 'A journal'}</b>
      <time>{dayAndTime(atMs)}</time>
      <span class="ago">{duration(nowMs(store.get()) - atMs)} ago</span>
      {isLive && (
        <button type="button" onClick={player.leave}>
          Back to now
        </button>
      )}
    </div>
  );
}

function Problem() {
  const { dismiss } = useSession();
  const problem = useSelected((state) => state.problem);
  if (problem === null) return null;
  return (
    <div class="problem" role="alert">
      <span>{problem}</span>
      <button type="button" onClick={dismiss}>
        Dismiss
      </button>
    </div>
  );
}
