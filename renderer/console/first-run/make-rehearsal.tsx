import { type FormEvent, useState } from 'react';
import type { PackListed } from '#shared/contract/facts.ts';
import { asId } from '#shared/domain/as-id.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';
import { show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { isPassphraseGood, NewPassphrase, noPassphrase } from '../people/new-passphrase.tsx';

type Props = {
  readonly pack: PackListed;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  /** The full form, with the pack's questions, another roster and T-0. */
  readonly onMore: () => void;
};

/** Makes a rehearsal of a pack with the people it brings; who makes it keeps the roster and gets the first key. */
export function MakeRehearsal({ pack, isOpen, onOpen, onMore }: Props) {
  return (
    <Panel className="begin-rehearsal" title={`Rehearsal: ${pack.title}`} aside={`${pack.name} ${pack.version}`}>
      {pack.trouble !== null ? (
        <TroubleNote trouble={pack.trouble} />
      ) : isOpen ? (
        <RehearsalForm pack={pack} onMore={onMore} />
      ) : (
        <Button onClick={onOpen}>Rehearse {pack.title}</Button>
      )}
    </Panel>
  );
}

function RehearsalForm({ pack, onMore }: Pick<Props, 'pack' | 'onMore'>) {
  const [keeper, setKeeper] = useState<string>(pack.cast[0]?.id ?? '');
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setTrouble(null);
    const answer = await call('launch.create', {
      pack: pack.name,
      kind: 'rehearsal',
      variables: {},
      people: [...pack.cast],
      keeper: asId<PersonId>(keeper),
      passphrase: passphrase.first,
    });
    setBusy(false);
    if (answer.ok) show('sign-in');
    else setTrouble(answer.trouble);
  };
  return (
    <form onSubmit={(event) => void make(event)}>
      <Choice
        label="I am (keeper of the roster)"
        value={keeper}
        onChange={setKeeper}
        choices={pack.cast.map((person) => ({ value: person.id, text: person.name }))}
      />
      <NewPassphrase label="Passphrase" againLabel="Passphrase again" value={passphrase} onChange={setPassphrase} />
      <TroubleNote trouble={trouble} />
      <div className="task-actions">
        <Button look="primary" type="submit" disabled={isBusy || !isPassphraseGood(passphrase)}>
          {isBusy ? 'Making the rehearsal' : 'Make rehearsal'}
        </Button>
        <Button look="quiet" onClick={onMore}>
          Other people, another T-0
        </Button>
      </div>
    </form>
  );
}
