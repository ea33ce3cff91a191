import { useMemo } from 'preact/hooks';
import { dayAndTime } from '../../../keeper/time-words.ts';
import { type Notice, noticesOf } from '../model/keeper-words.ts';
import { useSelected, useSession } from './session-context.ts';
import { SignIcon } from './sign-icon.tsx';

/** What is wrong with the keeper itself; only where something is. */
export function Notices() {
  const { show } = useSession();
  const keeper = useSelected((state) => state.keeper);
  const notices = useMemo(() => (keeper === null ? [] : noticesOf(keeper)), [keeper]);
  if (notices.length === 0) return null;
  return (
    <section class="notices" aria-label="What is wrong with the keeper">
      <ul role="status">
        {notices.map((notice) => (
          <NoticeLine key={notice.what} notice={notice} />
        ))}
      </ul>
      <button type="button" aria-haspopup="dialog" onClick={() => show({ type: 'keeper' })}>
        Details…
      </button>
    </section>
  );
}

function NoticeLine({ notice: { what, why, atMs } }: { readonly notice: Notice }) {
  return (
    <li>
      <SignIcon sign="warn" />
      <span class="words">
        <b>{what}</b> {atMs === null ? null : <time>{dayAndTime(atMs)} </time>}
        {why}
      </span>
    </li>
  );
}
