import type { ComponentChildren } from 'preact';
import { dayAndTime, duration } from '../../../keeper/time-words.ts';
import type { FailureRow, JournalRow, KeeperRow } from '../../api.ts';
import { commandWords, journalWords } from '../model/keeper-words.ts';
import { CloseButton, Modal } from './dialogs.tsx';
import { useSelected, useShownTime } from './session-context.ts';
import { StateBadge } from './state-badge.tsx';

/** The keeper itself: what it is, where it writes, what failed. */
export function KeeperDialog() {
  const keeper = useSelected((state) => state.keeper);
  return (
    <Modal title="Keeper">
      {keeper && <Facts keeper={keeper} />}
      {keeper?.journal && <Failures failures={keeper.journal.failures} />}
      <CloseButton />
    </Modal>
  );
}

function Facts({ keeper }: { readonly keeper: KeeperRow }) {
  const { instance, pid, state, sinceMs, generation, store, journal } = keeper;
  return (
    <dl class="facts">
      {journal && (
        <Fact name="State">
          <StateBadge state={state} /> for <Since atMs={sinceMs} />
        </Fact>
      )}
      <Fact name="Instance">{instance}</Fact>
      {journal && <Fact name="Process">{pid}</Fact>}
      <Fact name="Generation">{generation}</Fact>
      {journal && (
        <Fact name="Store">{[store.state, store.reason].filter(Boolean).join(': ')}</Fact>
      )}
      <Fact name="Journal">{journal ? <Journal journal={journal} /> : 'this is one'}</Fact>
    </dl>
  );
}

type FactProps = { readonly name: string; readonly children: ComponentChildren };

const Fact = ({ name, children }: FactProps) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function Since({ atMs }: { readonly atMs: number }) {
  return <>{duration(useShownTime(1000) - atMs)}</>;
}

function Journal({ journal }: { readonly journal: JournalRow }) {
  const isOnlyInMemory = journal.state === 'memory' || journal.state === 'ended';
  return (
    <>
      {journalWords(journal)}
      {isOnlyInMemory && (
        <p class="quiet">
          <code>camkeeper journal FILE</code> writes that to a file.
        </p>
      )}
    </>
  );
}

/** The newest first. */
function Failures({ failures }: { readonly failures: readonly FailureRow[] }) {
  if (failures.length === 0) return <p class="quiet">Nothing has failed that should not.</p>;
  return (
    <section class="failures" aria-label="What failed, and was kept">
      <h3>What failed, and was kept</h3>
      <ol>
        {failures.toReversed().map(({ at, file, reason }) => (
          <li key={file}>
            <p>
              <time>{dayAndTime(at)}</time> {reason}
            </p>
            <p class="quiet">To look at the run that led there, or to make it again:</p>
            <code>{commandWords('inspect', file)}</code>
            <code>{commandWords('replay', file)}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}
