import { useState } from 'react';
import type { RollbackCriterion } from '#shared/domain/plan/measured.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { useDispatch } from '../act/use-dispatch.ts';
import './rollback.css';

/** What only a person can know is one click; anyone may, even not signed in (runbook §3.1). */
export function RaisePanel() {
  const criteria = useLaunch((replica) => replica.state.launch?.plan.criteria ?? []);
  const [raising, setRaising] = useState<RollbackCriterion | null>(null);
  return (
    <Panel title="Criteria" aside="watched, or raised by anyone">
      <ul className="raise-list">
        {criteria.map((criterion) => (
          <li key={criterion.id}>
            <span>
              {criterion.title} <span className="dim">{criterion.severity}</span>
            </span>
            {criterion.metric === undefined ? (
              <Button size="small" aria-label={`Raise: ${criterion.title}`} onClick={() => setRaising(criterion)}>
                Raise
              </Button>
            ) : (
              <span className="dim">watched</span>
            )}
          </li>
        ))}
      </ul>
      {raising === null ? null : <RaiseDialog criterion={raising} onClose={() => setRaising(null)} />}
    </Panel>
  );
}

function RaiseDialog({ criterion, onClose }: { readonly criterion: RollbackCriterion; readonly onClose: () => void }) {
  const [evidence, setEvidence] = useState('');
  const { send, trouble, isBusy } = useDispatch();
  const raise = async (): Promise<void> => {
    if (await send({ type: 'criterion.raise', criterion: criterion.id, evidence: evidence.trim() })) onClose();
  };
  return (
    <Dialog title={`Raise: ${criterion.title}`} onClose={onClose} tone="danger">
      <p className="muted">
        This opens a decision ({criterion.severity}) for everyone. It rolls nothing back by itself.
      </p>
      <TextField label="What was seen" value={evidence} onChange={setEvidence} autoFocus />
      <TroubleNote trouble={trouble} />
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" disabled={isBusy} onClick={() => void raise()}>
          Raise
        </Button>
      </div>
    </Dialog>
  );
}
