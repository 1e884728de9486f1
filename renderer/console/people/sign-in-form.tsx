import { type FormEvent, useState } from 'react';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';
import { useSession } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';

type Props = { readonly person: RosterEntry; readonly onSignedIn: () => void };

/** Opens a person's key on this console until it is locked; whoever was signed in before is not any more. */
export function SignInForm({ person, onSignedIn }: Props) {
  const other = useSession((facts) => facts.person);
  const [passphrase, setPassphrase] = useState('');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const signIn = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setTrouble(null);
    const answer = await call('identity.sign-in', { person: person.id, passphrase });
    setBusy(false);
    setPassphrase('');
    if (!answer.ok) return setTrouble(answer.trouble);
    useSession.setState(answer.value);
    onSignedIn();
  };
  return (
    <Panel title={`Sign in as ${person.name}`}>
      {other === null ? null : <p className="muted">{other.name} is signed in now, and will not be any more.</p>}
      <form onSubmit={(event) => void signIn(event)}>
        <TextField label="Passphrase" kind="password" value={passphrase} onChange={setPassphrase} autoFocus />
        <TroubleNote trouble={trouble} />
        <div className="task-actions">
          <Button look="primary" type="submit" disabled={isBusy || passphrase === ''}>
            {isBusy ? 'Opening the key' : 'Sign in'}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
