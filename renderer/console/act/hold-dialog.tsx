import { useState } from 'react';
import { close } from '../../stores/view.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { TextField } from '../../ui/field.tsx';
import { useDispatch } from './use-dispatch.ts';

/** Holding is anyone's: one key, then Enter; the reason may follow (reconciled 7). */
export function HoldDialog() {
  const [reason, setReason] = useState('');
  const { send, trouble, isBusy } = useDispatch();
  const hold = async (): Promise<void> => {
    if (await send({ type: 'clock.hold', reason: reason.trim() })) close();
  };
  return (
    <Dialog title="Hold the launch" onClose={close}>
      <p className="muted">
        The T-clock stops before T-0 and no next step may be asked for. What is running finishes. A rollback is never
        held.
      </p>
      <DialogForm submit="Hold" {...{ trouble, isBusy }} onSubmit={hold} onCancel={close}>
        <TextField label="Reason (may be left empty)" value={reason} onChange={setReason} autoFocus />
      </DialogForm>
    </Dialog>
  );
}
