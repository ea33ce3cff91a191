import { signs, signWords } from '../model/look.ts';
import { CloseButton, Modal } from './dialogs.tsx';
import { keys } from './keys.ts';
import { SignIcon } from './sign-icon.tsx';

export function Help() {
  return (
    <Modal title="Keys and signs">
      <dl class="keys">
        {keys.map(([names, what]) => (
          <div key={names}>
            <dt>
              {names.split('  ').map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <ul class="signs" aria-label="Signs">
        {signs.map((sign) => (
          <li key={sign} class={`is-${sign}`}>
            <SignIcon sign={sign} /> {signWords[sign]}
          </li>
        ))}
      </ul>
      <p class="quiet">
        In a chart the current state has a heavy border and the mark “now”; the transition that was
        taken last has a heavy line.
      </p>
      <CloseButton />
    </Modal>
  );
}
