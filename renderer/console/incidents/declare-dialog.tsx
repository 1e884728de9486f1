import { useState } from 'react';
import type { IncidentSeverity } from '#shared/domain/incident/commands.ts';
import { severities } from '#shared/domain/incident/severities.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { TextField } from '../../ui/field.tsx';
import { Parts } from '../../ui/parts.tsx';
import { useDispatch } from '../act/use-dispatch.ts';

export const severityWords = {
  P1: 'P1 critical',
  P2: 'P2 high',
  P3: 'P3 medium',
  P4: 'P4 low',
} as const;
const severityParts = severities.map((id) => ({ id, title: severityWords[id] }));

/** Declaring is anyone's: a few words, then Enter (authority.md). */
export function DeclareDialog({ onClose }: { readonly onClose: () => void }) {
  const [severity, setSeverity] = useState<IncidentSeverity>('P2');
  const [title, setTitle] = useState('');
  const { send, trouble, isBusy } = useDispatch();
  const declare = async (): Promise<void> => {
    if (title.trim() !== '' && (await send({ type: 'incident.declare', severity, title: title.trim() }))) onClose();
  };
  return (
    <Dialog title="Declare an incident" onClose={onClose}>
      <DialogForm
        submit="Declare"
        isReady={title.trim() !== ''}
        {...{ trouble, isBusy }}
        onSubmit={declare}
        onCancel={onClose}
      >
        <Parts label="Severity" parts={severityParts} shown={severity} onShow={setSeverity} />
        <TextField label="What happens" value={title} onChange={setTitle} autoFocus />
        <p className="muted declare-note">
          An open P1 or P2 keeps GO from being given. It rolls nothing back by itself
          {severity === 'P1'
            ? ': if it hits customers of this launch, raise that criterion on the Rollback page.'
            : '.'}
        </p>
      </DialogForm>
    </Dialog>
  );
}
