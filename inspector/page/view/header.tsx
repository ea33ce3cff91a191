import { useSelected, useSession } from './session-context.ts';
import { StateBadge } from './state-badge.tsx';

export function Header() {
  const { show } = useSession();
  const keeper = useSelected((state) => state.keeper);
  return (
    <header class="top">
      <a class="brand" href="#/">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <circle class="ring" cx="16" cy="16" r="11" />
          <circle class="eye" cx="16" cy="16" r="5" />
        </svg>
        camkeeper
      </a>
      {keeper && (
        <button
          type="button"
          class="keeper-state"
          title="The keeper itself: store, journal, what failed"
          aria-haspopup="dialog"
          aria-keyshortcuts="i"
          onClick={() => show({ type: 'keeper' })}
        >
          <span class="unseen">keeper</span>
          <StateBadge state={keeper.state} />
          <span class="quiet instance">{keeper.instance}</span>
        </button>
      )}
      <Connection />
      <button
        type="button"
        class="help"
        aria-label="Help and keys"
        aria-keyshortcuts="?"
        onClick={() => show({ type: 'help' })}
      >
        ?
      </button>
    </header>
  );
}

const words = { connecting: 'connecting…', open: 'connected', lost: 'no connection, trying again' };

function Connection() {
  const connection = useSelected((state) => state.connection);
  const isLive = useSelected((state) => state.isLive);
  if (!isLive) return <span class="connection">a file</span>;
  return (
    <span class={`connection ${connection}`} role="status">
      <span class="dot" aria-hidden="true" />
      <span class="words">{words[connection]}</span>
    </span>
  );
}
