import { signOf } from '../model/look.ts';
import { SignIcon } from './sign-icon.tsx';

/** A state by sign, colour and its own words. */
export function StateBadge({ state }: { readonly state: string }) {
  const sign = signOf(state);
  const inner = state.lastIndexOf('.') + 1;
  return (
    <span class={`badge is-${sign}`}>
      <SignIcon sign={sign} />
      <span class="words">
        <span class="outer">{state.slice(0, inner)}</span>
        {state.slice(inner)}
      </span>
    </span>
  );
}
