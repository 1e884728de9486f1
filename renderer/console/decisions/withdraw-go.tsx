import { useState } from 'react';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { TextField } from '../../ui/field.tsx';
import { useDispatch } from '../act/use-dispatch.ts';

/** Anyone may withdraw GO, even not signed in: a click, then Enter; the reason may follow (reconciled 30). */
export function WithdrawGo({ gate }: { readonly gate: Gate }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Withdraw GO</Button>
      {isOpen ? <WithdrawDialog gate={gate} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function WithdrawDialog({ gate, onClose }: { readonly gate: Gate; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const { send, trouble, isBusy } = useDispatch();
  const withdraw = async (): Promise<void> => {
    if (await send({ type: 'gate.withdraw', gate: gate.id, reason: reason.trim() })) onClose();
  };
  return (
    <Dialog title="Withdraw GO" onClose={onClose}>
      <p className="muted">Withdrawing GO is a hold. {gate.title} has to be polled and decided again.</p>
      <DialogForm submit="Withdraw GO" {...{ trouble, isBusy }} onSubmit={withdraw} onCancel={onClose}>
        <TextField label="Reason (may be left empty)" value={reason} onChange={setReason} autoFocus />
      </DialogForm>
    </Dialog>
  );
}
