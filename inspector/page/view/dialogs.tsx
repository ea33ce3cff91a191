import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Dialog } from '../session/state.ts';
import { AddDialog } from './add-dialog.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { Help } from './help.tsx';
import { KeeperDialog } from './keeper-dialog.tsx';
import { useSelected, useSession } from './session-context.ts';

/** What is open above the page, if anything. One after another have nothing in common. */
export function Dialogs() {
  const dialog = useSelected((state) => state.dialog);
  const opened = useRef({ dialog, count: 0 });
  const { current: last } = opened;
  if (last.dialog !== dialog) opened.current = { dialog, count: last.count + 1 };
  return dialog && <Opened key={opened.current.count} dialog={dialog} />;
}

function Opened({ dialog }: { readonly dialog: Dialog }) {
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

/** Keeps the focus and gives it back: the browser's own dialog does that. */
export function Modal({ title, children }: ModalProps) {
  const { show, store } = useSession();
  const [own] = useState(() => store.get().dialog);
  const place = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = place.current;
    dialog?.showModal();
    // the focus may be at its end, and it is read from its beginning
    dialog?.scrollTo(0, 0);
    return () => dialog?.close();
  }, []);
  // it is told later: by then there may be another one
  const onClose = () => store.get().dialog === own && show(null);
  return (
    <dialog ref={place} aria-label={title} onClose={onClose}>
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}

/** Of a dialog that asks nothing. */
export function CloseButton() {
  const { show } = useSession();
  return (
    <div class="actions">
      <button type="button" class="main" onClick={() => show(null)}>
        Close
      </button>
    </div>
  );
}
