import type { Sign } from '../model/look.ts';
import { signs, signWords } from '../model/look.ts';
import { useSelected, useSession } from './session-context.ts';
import { SignIcon } from './sign-icon.tsx';

type FleetFilterProps = {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly sign: Sign | null;
  readonly setSign: (sign: Sign | null) => void;
  readonly counts: ReadonlyMap<Sign, number>;
  readonly total: number;
};

export function FleetFilter({ text, setText, sign, setSign, counts, total }: FleetFilterProps) {
  return (
    <div class="filter" role="search">
      <input
        id="filter"
        type="search"
        placeholder="Filter by name, state, reason"
        aria-label="Filter by name, state or reason"
        aria-keyshortcuts="/"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={({ key, currentTarget }) => {
          if (key !== 'Escape') return;
          setText('');
          currentTarget.blur();
        }}
      />
      <fieldset class="chips">
        <legend class="unseen">Filter by state</legend>
        <Chip sign={null} count={total} isOn={sign === null} choose={() => setSign(null)} />
        {signs
          .filter((one) => one === sign || (counts.get(one) ?? 0) > 0)
          .map((one) => {
            const choose = () => setSign(one === sign ? null : one);
            return (
              <Chip
                key={one}
                sign={one}
                count={counts.get(one) ?? 0}
                isOn={one === sign}
                choose={choose}
              />
            );
          })}
      </fieldset>
      <FleetCommands />
    </div>
  );
}

type ChipProps = {
  readonly sign: Sign | null;
  readonly count: number;
  readonly isOn: boolean;
  readonly choose: () => void;
};

function Chip({ sign, count, isOn, choose }: ChipProps) {
  const look = sign === null ? '' : `is-${sign}`;
  return (
    <button type="button" class={`chip ${look}`} aria-pressed={isOn} onClick={choose}>
      {sign !== null && <SignIcon sign={sign} />}
      <span>{sign === null ? 'all' : signWords[sign]}</span>
      <b>{count}</b>
    </button>
  );
}

function FleetCommands() {
  const { show } = useSession();
  const isNow = useSelected(({ isLive, moment }) => isLive && moment === null);
  if (!isNow) return null;
  return (
    <div class="commands">
      <button type="button" onClick={() => show({ type: 'reload' })}>
        Reload…
      </button>
      <button type="button" class="main" onClick={() => show({ type: 'add' })}>
        Add camera…
      </button>
    </div>
  );
}
