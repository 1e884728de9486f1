import { useState } from 'react';
import { close } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
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
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void hold();
        }}
        onKeyDown={(event) => {
          if (event.repeat && event.key === 'Enter') event.preventDefault();
        }}
      >
        <TextField label="Reason (may be left empty)" value={reason} onChange={setReason} autoFocus />
        <TroubleNote trouble={trouble} />
        <div className="dialog-actions">
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit" disabled={isBusy}>
            Hold
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
