import { type FormEvent, useState } from 'react';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { isPassphraseGood, NewPassphrase, noPassphrase } from './new-passphrase.tsx';

type Props = {
  readonly person: RosterEntry;
  /** A new key beside the one that may lie on this machine; otherwise that one is opened. */
  readonly replaces: boolean;
  /** Asked for instead of a key that counts; undefined where there is none. */
  readonly onCancel?: (() => void) | undefined;
  readonly onMade: () => void;
};

/** The first of two steps of enrolling: a key is made on this console, sealed with the person's own passphrase. */
export function MakeKeyPanel({ person, replaces, onCancel, onMade }: Props) {
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await call('identity.make-key', { person: person.id, passphrase: passphrase.first, replaces });
    setBusy(false);
    setTrouble(answer.ok ? null : answer.trouble);
    if (answer.ok) onMade();
  };
  return (
    <Panel title={replaces ? `A new key for ${person.name}` : 'Enrol, step 1 of 2: the key'}>
      <p className="muted">
        {replaces
          ? 'It counts when a witness has signed for it; until then the old one does, where there is one.'
          : `${person.name} types this themselves. A witness then compares six words and signs for the key.`}
      </p>
      <form onSubmit={(event) => void make(event)}>
        <NewPassphrase
          label={`New passphrase of ${person.name}`}
          againLabel="The same again"
          value={passphrase}
          onChange={setPassphrase}
        />
        <TroubleNote trouble={trouble} />
        <div className="task-actions">
          {onCancel === undefined ? null : <Button onClick={onCancel}>Cancel</Button>}
          <Button look="primary" type="submit" disabled={isBusy || !isPassphraseGood(passphrase)}>
            {isBusy ? 'Making the key' : 'Make the key'}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
