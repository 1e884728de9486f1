import { useState } from 'react';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { PASSPHRASE_LENGTH } from './new-passphrase.tsx';

/** Rehearsals only: everybody who has no key yet gets one, all with one passphrase, witnessed by the keeper. */
export function EnrolCast({ count }: { readonly count: number }) {
  const keeper = useLaunch(
    (replica) => replica.state.roster.people[replica.state.roster.keeper ?? '']?.name ?? 'the keeper',
  );
  const [passphrase, setPassphrase] = useState('');
  const [keeperPassphrase, setKeeperPassphrase] = useState('');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const enrol = async (): Promise<void> => {
    setBusy(true);
    const answer = await call('identity.enrol-cast', { passphrase, keeperPassphrase });
    setBusy(false);
    setTrouble(answer.ok ? null : answer.trouble);
  };
  return (
    <Panel title="For this rehearsal" aside={`${count} without a key`}>
      <p className="muted">
        Enrol everyone for this rehearsal with one passphrase, so that one person can play all of them. Production never
        does this.
      </p>
      <TextField
        label="One passphrase for everyone"
        kind="password"
        value={passphrase}
        onChange={setPassphrase}
        hint={`at least ${PASSPHRASE_LENGTH} characters`}
      />
      <TextField
        label={`Passphrase of ${keeper}, who is the witness`}
        kind="password"
        value={keeperPassphrase}
        onChange={setKeeperPassphrase}
      />
      <TroubleNote trouble={trouble} />
      <div className="task-actions">
        <Button
          disabled={isBusy || passphrase.length < PASSPHRASE_LENGTH || keeperPassphrase === ''}
          onClick={() => void enrol()}
        >
          {isBusy ? 'Making keys' : 'Enrol everyone'}
        </Button>
      </div>
    </Panel>
  );
}
