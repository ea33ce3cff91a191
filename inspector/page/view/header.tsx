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
        <span class="keeper-state" title={`process ${keeper.pid}, generation ${keeper.generation}`}>
          <span class="unseen">keeper</span>
          <StateBadge state={keeper.state} />
          <span class="quiet instance">{keeper.instance}</span>
        </span>
      )}
      <Store />
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

/** Only where something is wrong with it. */
function Store() {
  const store = useSelected(({ keeper }) => keeper?.store ?? null);
  if (!store?.reason) return null;
  return <span class="note store">store: {store.reason}</span>;
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
