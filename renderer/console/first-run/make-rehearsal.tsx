import { useState } from 'react';
import type { PackListed } from '#shared/contract/calls.ts';
import { PersonId } from '#shared/domain/ids.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';
import { show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, TextField } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { PASSPHRASE_LENGTH } from '../people/enrol-panel.tsx';

/** Makes a rehearsal of a pack with the people it brings; who makes it keeps the roster and gets the first key. */
export function MakeRehearsal({ pack }: { readonly pack: PackListed }) {
  const [keeper, setKeeper] = useState<string>(pack.cast[0]?.id ?? '');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    setTrouble(null);
    const answer = await call('launch.create', {
      pack: pack.name,
      kind: 'rehearsal',
      variables: {},
      people: [...pack.cast],
      keeper: PersonId.parse(keeper),
      passphrase,
    });
    setBusy(false);
    if (answer.ok) show('sign-in');
    else setTrouble(answer.trouble);
  };
  const differs = again !== '' && again !== passphrase;
  return (
    <Panel title={`Rehearse: ${pack.title}`} aside={`${pack.cast.length} people`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Choice
          label="I am (keeper of the roster)"
          value={keeper}
          onChange={setKeeper}
          choices={pack.cast.map((person) => ({ value: person.id, text: person.name }))}
        />
        <TextField
          label="Passphrase"
          kind="password"
          value={passphrase}
          onChange={setPassphrase}
          hint={`at least ${PASSPHRASE_LENGTH} characters; it seals your key on this machine`}
        />
        <TextField
          label="Passphrase again"
          kind="password"
          value={again}
          onChange={setAgain}
          hint={differs ? 'the two differ' : ''}
        />
        <TroubleNote trouble={trouble} />
        <div className="task-actions">
          <Button
            look="primary"
            type="submit"
            disabled={isBusy || passphrase.length < PASSPHRASE_LENGTH || again !== passphrase}
          >
            {isBusy ? 'Making the rehearsal' : 'Make rehearsal'}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
