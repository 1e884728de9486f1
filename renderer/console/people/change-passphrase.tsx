import { type FormEvent, useState } from 'react';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { isPassphraseGood, NewPassphrase, noPassphrase } from './new-passphrase.tsx';

/** Seals the same key under another passphrase. */
export function ChangePassphrase({ person, onClose }: { readonly person: RosterEntry; readonly onClose: () => void }) {
  const [before, setBefore] = useState('');
  const [next, setNext] = useState(noPassphrase);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const change = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const passphrases = { passphrase: before, next: next.first };
    const answer = await call('identity.change-passphrase', { person: person.id, ...passphrases });
    setBusy(false);
    setTrouble(answer.ok ? null : answer.trouble);
    setDone(answer.ok);
  };
  if (isDone)
    return (
      <Panel title={`Passphrase of ${person.name}`}>
        <p role="status">Changed. The key is the same, and so are its six words.</p>
        <div className="task-actions">
          <Button onClick={onClose}>Close</Button>
        </div>
      </Panel>
    );
  return (
    <Panel title={`Passphrase of ${person.name}`}>
      <form onSubmit={(event) => void change(event)}>
        <TextField label="Passphrase until now" kind="password" value={before} onChange={setBefore} autoFocus />
        <NewPassphrase label="New passphrase" againLabel="New passphrase again" value={next} onChange={setNext} />
        <TroubleNote trouble={trouble} />
        <div className="task-actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={isBusy || before === '' || !isPassphraseGood(next)}>
            {isBusy ? 'Sealing the key' : 'Change the passphrase'}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
