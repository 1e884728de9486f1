import { type ReactNode, useEffect, useId, useRef } from 'react';
import './dialog.css';

type Props = {
  readonly title: string;
  readonly onClose: () => void;
  readonly tone?: 'plain' | 'danger';
  readonly width?: 'normal' | 'wide';
  readonly children: ReactNode;
};

/**
 * A modal dialog on the platform's own element: it traps the focus, closes on Esc and keeps the rest inert without
 * putting a style sheet into the page, which the window's content security policy forbids.
 */
export function Dialog({ title, onClose, tone = 'plain', width = 'normal', children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    dialog?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => {
      dialog?.close();
      // The platform gives the focus back only while the dialog is still in the page.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog dialog-${tone} dialog-${width}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id} className="dialog-title">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
