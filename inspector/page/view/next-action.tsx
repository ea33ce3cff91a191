import type { CameraRow } from '../../api.ts';
import { timeLeft } from '../model/words.ts';
import { useShownTime } from './session-context.ts';

/** What happens next, and how long it is until then. */
export function NextAction({ next }: { readonly next: CameraRow['next'] }) {
  if (next === null) return <span class="quiet">–</span>;
  return (
    <span class="next" title={next.what}>
      <span class="what">{next.what}</span>
      {next.atMs !== null && <Countdown atMs={next.atMs} />}
    </span>
  );
}

type Due = { readonly atMs: number };

export const Countdown = ({ atMs }: Due) => (
  <span class="countdown">
    <CountdownText atMs={atMs} />
  </span>
);

export const CountdownText = ({ atMs }: Due) => <>{timeLeft(atMs - useShownTime(100))}</>;
