import { useState } from 'react';
import type { CriterionRow } from '#shared/views/criterion-rows.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { TextField } from '../../ui/field.tsx';
import { useDispatch } from '../act/use-dispatch.ts';

type Props = { readonly row: CriterionRow; readonly onClose: () => void };

/** What only a person can know is one click, then Enter; anyone may, even not signed in (runbook §3.1). */
export function RaiseDialog({ row, onClose }: Props) {
  const [evidence, setEvidence] = useState('');
  const { send, trouble, isBusy } = useDispatch();
  const raise = async (): Promise<void> => {
    if (await send({ type: 'criterion.raise', criterion: row.id, evidence: evidence.trim() })) onClose();
  };
  return (
    <Dialog title={`Raise: ${row.title}`} onClose={onClose} tone="danger">
      <p className="muted">This opens a decision ({row.severity}) for everyone. It rolls nothing back by itself.</p>
      <DialogForm submit="Raise" look="danger" {...{ trouble, isBusy }} onSubmit={raise} onCancel={onClose}>
        <TextField label="What was seen (may be left empty)" value={evidence} onChange={setEvidence} autoFocus />
      </DialogForm>
    </Dialog>
  );
}
