import { useEffect, useState } from 'preact/hooks';
import type { CommandRequest, PlanReply } from '../../api.ts';
import { Modal } from './dialogs.tsx';
import { useSession } from './session-context.ts';

type CommandDialogProps = { readonly title: string; readonly request: CommandRequest };

/** What a command would do, before it does it. */
export function CommandDialog({ title, request }: CommandDialogProps) {
  const { plan } = useSession();
  const [found, setFound] = useState<PlanReply | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    plan(request).then(setFound, (error: Error) => setProblem(error.message));
  }, []);
  return (
    <Modal title={title}>
      <Plan found={found} problem={problem} />
      <Actions request={request} isReady={found !== null} tell={setProblem} words="Apply" />
    </Modal>
  );
}

type PlanProps = { readonly found: PlanReply | null; readonly problem: string | null };

export function Plan({ found, problem }: PlanProps) {
  return (
    <div class="plan" aria-live="polite">
      {problem !== null && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {found === null && problem === null && <p class="quiet">Asking what it would do…</p>}
      {found?.plan.length === 0 && <p>Nothing changes.</p>}
      {found && found.plan.length > 0 && (
        <>
          <p class="quiet">This would happen; other cameras notice nothing:</p>
          <ul>
            {found.plan.map(({ camera, words }) => (
              <li key={`${camera} ${words}`}>
                <b>{camera}</b> {words}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

type ActionsProps = {
  readonly request: CommandRequest | null;
  readonly isReady: boolean;
  readonly tell: (problem: string) => void;
  readonly words: string;
};

export function Actions({ request, isReady, tell, words }: ActionsProps) {
  const { apply, show } = useSession();
  const [isBusy, setIsBusy] = useState(false);
  const run = async () => {
    if (request === null) return;
    setIsBusy(true);
    try {
      await apply(request);
      show(null);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
      setIsBusy(false);
    }
  };
  return (
    <div class="actions">
      <button type="button" onClick={() => show(null)}>
        Cancel
      </button>
      <button type="button" class="main apply" disabled={!isReady || isBusy} onClick={run}>
        {words}
      </button>
    </div>
  );
}
