import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { AddDialog } from './add-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { Help } from './help.tsx';
import { KeeperDialog } from './keeper-dialog.tsx';
import { useSelected, useSession } from './session-context.ts';

/** What is open above the page, if anything. */
export function Dialogs() {
  const dialog = useSelected((state) => state.dialog);
  if (dialog === null) return null;
  if (dialog.type === 'help') return <Help />;
  if (dialog.type === 'keeper') return <KeeperDialog />;
  if (dialog.type === 'add') return <AddDialog />;
  if (dialog.type === 'reload') {
    return (
      <CommandDialog title="Read the configuration file again" request={{ command: 'reload' }} />
    );
  }
  const { type, camera } = dialog;
  return <CommandDialog title={titles[type](camera)} request={{ command: type, camera }} />;
}

const titles = {
  enable: (camera: string) => `Enable ${camera}`,
  disable: (camera: string) => `Disable ${camera}`,
  restart: (camera: string) => `Restart ${camera}`,
  remove: (camera: string) => `Remove ${camera}`,
};

type ModalProps = { readonly title: string; readonly children: ComponentChildren };

/** Keeps the focus, gives it back, and is closed by Escape: the browser's own dialog does that. */
export function Modal({ title, children }: ModalProps) {
  const { show } = useSession();
  const place = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    place.current?.showModal();
    // the focus may be at its end, and it is read from its beginning
    place.current?.scrollTo(0, 0);
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  return (
    <dialog ref={place} aria-label={title} onClose={() => show(null)}>
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}
