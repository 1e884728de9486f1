import { useState } from 'react';
import { PersonId } from '#shared/domain/ids.ts';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, TextField } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';

/** Shortest passphrase that is taken (authority.md). */
export const PASSPHRASE_LENGTH = 12;

/** A named entry of the roster gets its key before a witness who has one, and who signs for it. */
export function EnrolPanel({ person }: { readonly person: RosterEntry }) {
  const people = useLaunch((replica) => replica.state.roster.people);
  const witnesses = Object.values(people).filter((one) => one.publicKey !== null);
  const [passphrase, setPassphrase] = useState('');
  const [witness, setWitness] = useState<string>(witnesses[0]?.id ?? '');
  const [witnessPassphrase, setWitnessPassphrase] = useState('');
  const [words, setWords] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const enrol = async (): Promise<void> => {
    setTrouble(null);
    const answer = await call('identity.enrol', {
      person: person.id,
      passphrase,
      witness: PersonId.parse(witness),
      witnessPassphrase,
    });
    if (answer.ok) setWords(answer.value.words);
    else setTrouble(answer.trouble);
  };
  const isReady = passphrase.length >= PASSPHRASE_LENGTH && witness !== '' && witnessPassphrase !== '';
  return (
    <Panel title={`${person.name} has no key yet`}>
      <p className="muted">
        A key is made on this console and sealed with the passphrase. The witness compares the six words and signs.
      </p>
      <TextField
        label={`Passphrase of ${person.name}`}
        kind="password"
        value={passphrase}
        onChange={setPassphrase}
        hint={`at least ${PASSPHRASE_LENGTH} characters`}
      />
      <Choice
        label="Witness"
        value={witness}
        onChange={setWitness}
        choices={witnesses.map((one) => ({ value: one.id, text: one.name }))}
      />
      <TextField
        label="Passphrase of the witness"
        kind="password"
        value={witnessPassphrase}
        onChange={setWitnessPassphrase}
      />
      {words === null ? null : (
        <p className="six-words" role="status">
          {words}
        </p>
      )}
      <TroubleNote trouble={trouble} />
      <div className="task-actions">
        <Button look="primary" disabled={!isReady} onClick={() => void enrol()}>
          Enrol
        </Button>
      </div>
    </Panel>
  );
}
