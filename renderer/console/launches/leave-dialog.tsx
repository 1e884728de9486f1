import { type ReactNode, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';

type Props = {
  readonly title: string;
  /** What the button says. */
  readonly submit: string;
  readonly onSubmit: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Before this console leaves the launch that is open. Cancel has the focus; what goes wrong is said in the list behind it. */
export function LeaveDialog({ title, submit, onSubmit, onClose, children }: Props) {
  const [isBusy, setBusy] = useState(false);
  const submitted = async (): Promise<void> => {
    setBusy(true);
    await onSubmit();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogForm submit={submit} isBusy={isBusy} trouble={null} onSubmit={submitted} onCancel={onClose}>
        {children}
      </DialogForm>
    </Dialog>
  );
}
