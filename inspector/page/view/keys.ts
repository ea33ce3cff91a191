import type { Session } from '../session/session.ts';

/** As the help shows them. */
export const keys: readonly (readonly [keys: string, what: string])[] = [
  ['/', 'filter the cameras'],
  ['j  k', 'next, previous camera of the list'],
  ['Enter', 'open it'],
  ['Esc', 'close what is open; from a camera back to all'],
  ['1 … 6', 'chart of keeper, gate, camera, capture, tracker, recorder'],
  ['+  −  0', 'chart larger, smaller, as it fits'],
  ['w', 'the whole chart'],
  ['f', 'chart follows the current state, or stays'],
  ['Space', 'play, pause the past'],
  ['[  ]', 'previous, next transition'],
  ['l', 'back to now'],
  ['e', 'enable or disable the camera'],
  ['r', 'restart it'],
  ['x', 'remove it'],
  ['a', 'add a camera'],
  ['i', 'the keeper itself: store, journal, what failed'],
  ['?', 'this help'],
];

/** Returns how to listen no longer. */
export function listenToKeys(session: Session): () => void {
  const listener = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (session.store.get().dialog !== null) return inDialog(event, session);
    if (isTyping(event)) return;
    if (press(event.key, session)) event.preventDefault();
  };
  addEventListener('keydown', listener);
  return () => removeEventListener('keydown', listener);
}

/**
 * A dialog has keys of its own. It would be closed by the browser, too, which tells of that later:
 * what is pressed before then is meant for the page.
 */
function inDialog(event: KeyboardEvent, { show }: Session): void {
  if (event.key !== 'Escape' || event.isComposing) return;
  event.preventDefault();
  document.querySelector('dialog')?.close();
  show(null);
}

/** Space presses what has the focus, arrows move a slider: those stay theirs. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.matches('input:not([type=range], [type=checkbox]), textarea, select') ||
    (key === ' ' && target.matches('button, a, summary, input'))
  );
}

/** Whether the key means something. */
function press(key: string, session: Session): boolean {
  const { store, show } = session;
  const { camera } = store.get().route;
  if (key === '?') show({ type: 'help' });
  else if (key === 'i') show({ type: 'keeper' });
  else if (key === '/') focus('#filter');
  else if (key === 'Escape' && camera !== null) session.open(null);
  else if (key === 'j' || key === 'k') moveInList(key === 'j' ? 1 : -1);
  else if (/^[1-9]$/.test(key)) click(`[role=tab][aria-keyshortcuts="${key}"]`);
  else if (key === 'a') whenNow(session, () => show({ type: 'add' }));
  else if (['e', 'r', 'x'].includes(key)) whenNow(session, () => command(key, session));
  else return click(`[data-key="${CSS.escape(key)}"]`);
  return true;
}

/** The past cannot be commanded. */
function whenNow({ store }: Session, run: () => void): void {
  const { moment, isLive } = store.get();
  if (moment === null && isLive) run();
}

/** On the camera that is open, or that has the focus in the list. */
function command(key: string, { store, show }: Session): void {
  const { route, rows } = store.get();
  const camera =
    route.camera ?? document.activeElement?.closest('.row')?.querySelector('a')?.textContent;
  const row = rows.get(camera ?? '');
  if (!row) return;
  const isOff = row.state.startsWith('disabled');
  const type = key === 'r' ? 'restart' : key === 'x' ? 'remove' : isOff ? 'enable' : 'disable';
  show({ type, camera: row.name });
}

function moveInList(step: 1 | -1): void {
  const names = [...document.querySelectorAll<HTMLElement>('.rows a.name')].sort(byPlace);
  const at = names.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? names[0] : names[at + step];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

const byPlace = (one: Element, other: Element): number =>
  one.getBoundingClientRect().top - other.getBoundingClientRect().top;

function click(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  found?.click();
  return found !== null;
}

const focus = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();
