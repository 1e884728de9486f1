import { useEffect, useRef, useState } from 'react';
import type { AdoptionDifference } from '#shared/contract/facts.ts';
import { asId } from '#shared/domain/as-id.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { Person } from '#shared/domain/roster/person.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { call } from '../../bridge/bridge.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useSession } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { shortHash } from '../act/short-hash.ts';
import { signerOf } from '../act/signer.ts';
import { SignerField } from '../act/signer-field.tsx';
import { askersOf } from '../act/who-may.ts';

type Props = { readonly difference: AdoptionDifference; readonly people: Person[] | undefined };

/** Asks that exactly the difference that is shown be adopted; what is signed is its hash. */
export function AskToAdopt(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="task-actions">
      <Button look="primary" onClick={() => setOpen(true)}>
        Ask to adopt
      </Button>
      {isOpen ? <AskDialog {...props} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function AskDialog({ difference, people, onClose }: Props & { readonly onClose: () => void }) {
  const candidates = askersOf(
    useLaunch((replica) => replica.state),
    'adopt',
  );
  const session = useSession((facts) => facts.person?.id ?? null);
  const [signer, setSigner] = useState(() => signerOf(candidates, session));
  const [passphrase, setPassphrase] = useState('');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const isOwn = signer === session;
  const ask = async (): Promise<void> => {
    setBusy(true);
    const answer = await call('launch.adopt', {
      shown: difference.shown,
      ...(people === undefined ? {} : { people }),
      ...(isOwn ? {} : { as: { person: asId<PersonId>(signer), passphrase } }),
    });
    setBusy(false);
    setTrouble(answer.ok ? null : answer.trouble);
    if (answer.ok) onClose();
  };
  return (
    <Dialog title="Ask that this change be adopted?" onClose={onClose}>
      <p className="muted">
        {difference.lines.length} changes, {shortHash(difference.shown)}. Nothing changes before another person has
        confirmed it.
      </p>
      <SignerField
        candidates={candidates}
        session={session}
        signer={signer}
        passphrase={passphrase}
        onSigner={setSigner}
        onPassphrase={setPassphrase}
      />
      <TroubleNote trouble={trouble} />
      <div className="dialog-actions">
        <Button ref={cancel} onClick={onClose}>
          Cancel
        </Button>
        <Button
          look="primary"
          disabled={isBusy || signer === '' || (!isOwn && passphrase === '')}
          onKeyDown={(event) => {
            if (event.repeat) event.preventDefault();
          }}
          onClick={() => void ask()}
        >
          Ask to adopt
        </Button>
      </div>
    </Dialog>
  );
}
