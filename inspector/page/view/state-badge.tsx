import { signOf } from '../model/look.ts';
import { SignIcon } from './sign-icon.tsx';

/** A state by sign, colour and its own words. */
export function StateBadge({ state }: { readonly state: string }) {
  const sign = signOf(state);
  return (
    <span class={`badge is-${sign}`}>
      <SignIcon sign={sign} />
      <span class="words">{state}</span>
    </span>
  );
}
