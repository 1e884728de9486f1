import { useState } from 'react';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import { whoMayChange } from '#shared/views/who-may-change.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { SignDialog } from '../act/sign-dialog.tsx';

/** A person's key counts no more: it was lost, or they left. */
export function RevokeButton({ person }: { readonly person: RosterEntry }) {
  const state = useLaunch((replica) => replica.state);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        Revoke the key
      </Button>
      {isOpen ? (
        <SignDialog
          title={`Revoke the key of ${person.name}?`}
          doing="Revoke the key"
          isDanger
          candidates={whoMayChange(state, person)}
          reason={{ label: 'Reason', isRequired: true }}
          command={(reason) => ({ type: 'person.revoke', person: person.id, reason })}
          onClose={() => setOpen(false)}
        >
          <p className="muted">
            It signs nothing from now on, and requests that it had confirmed end. What it signed before stays in the
            log. {person.name} can enrol again before a witness.
          </p>
        </SignDialog>
      ) : null}
    </>
  );
}
