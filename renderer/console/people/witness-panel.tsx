import { useState } from 'react';
import { asId } from '#shared/domain/as-id.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import type { PendingKey } from '#shared/views/key-state.ts';
import { whoMayWitness } from '#shared/views/who-may-witness.ts';
import { call } from '../../bridge/bridge.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { Choice, TextField } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { SixWords } from './six-words.tsx';

type Props = {
  readonly person: RosterEntry;
  readonly pending: PendingKey;
  readonly onSigned: () => void;
  /** Makes another key, when the words don't match. */
  readonly onAnew: () => void;
};

/** The second step of enrolling: a witness beside the person compares the six words and signs for the key. */
export function WitnessPanel({ person, pending, onSigned, onAnew }: Props) {
  const state = useLaunch((replica) => replica.state);
  const { candidates, rule } = whoMayWitness(state, person, pending.publicKey);
  const may = candidates.filter((one) => one.isEnrolled);
  const [chosen, setWitness] = useState<string>('');
  const witness = may.find((one) => one.id === chosen) ?? may[0];
  const [passphrase, setPassphrase] = useState('');
  const [isSame, setSame] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const sign = async (): Promise<void> => {
    if (witness === undefined) return;
    setBusy(true);
    const answer = await call('identity.witness', {
      person: person.id,
      words: pending.words.join(' '),
      witness: asId<PersonId>(witness.id),
      witnessPassphrase: passphrase,
    });
    setBusy(false);
    setPassphrase('');
    setTrouble(answer.ok ? null : answer.trouble);
    if (answer.ok) onSigned();
  };
  return (
    <Panel
      title={`Enrol, step 2 of 2: ${pending.firstWitness === null ? 'the witness' : 'the second witness'}`}
      tone="accent"
    >
      {pending.firstWitness === null ? null : (
        <p>
          <b>{pending.firstWitness}</b> has signed. A second witness is needed.
        </p>
      )}
      <SixWords words={pending.words} name={person.name} />
      <p className="muted">{rule}</p>
      {witness === undefined ? (
        <p>Nobody who may has a key yet: they enrol first.</p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void sign();
          }}
        >
          <Choice
            label="Witness, beside you"
            value={witness.id}
            onChange={setWitness}
            choices={may.map((one) => ({ value: one.id, text: one.name }))}
          />
          <CheckField label={`These are the six words on ${person.name}'s screen`} isOn={isSame} onChange={setSame} />
          <TextField
            label={`Passphrase of ${witness.name}`}
            kind="password"
            value={passphrase}
            onChange={setPassphrase}
          />
          <TroubleNote trouble={trouble} />
          <div className="task-actions">
            <Button look="primary" type="submit" disabled={isBusy || !isSame || passphrase === ''}>
              {isBusy ? 'Signing' : 'Sign as witness'}
            </Button>
            <Button look="quiet" onClick={onAnew}>
              Make another key
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
}
