import { useState } from 'react';
import { asId } from '#shared/domain/as-id.ts';
import type { Verdict } from '#shared/domain/gate/state.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import type { AttendeeRow } from '#shared/views/gate-board.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { SignDialog } from '../act/sign-dialog.tsx';
import { askersOf } from '../act/who-may.ts';

type Props = { readonly gate: Gate; readonly row: AttendeeRow };

/** A vote by voice is taken down by the scribe and unsigned until the voter countersigns (authority.md "People"). */
export function ByVoice({ gate, row }: Props) {
  const [isOpen, setOpen] = useState(false);
  if (row.candidates.length === 0) return null;
  return (
    <>
      <Button size="small" look="quiet" aria-label={`By voice: ${row.title}`} onClick={() => setOpen(true)}>
        By voice
      </Button>
      {isOpen ? <ByVoiceDialog gate={gate} row={row} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ByVoiceDialog({ gate, row, onClose }: Props & { readonly onClose: () => void }) {
  const state = useLaunch((replica) => replica.state);
  const [voter, setVoter] = useState<string>(row.candidates[0]?.id ?? '');
  const [verdict, setVerdict] = useState<Verdict>('go');
  const pens = askersOf(state, 'record-vote').filter(({ id }) => id !== voter);
  return (
    <SignDialog
      key={voter}
      title={`${row.title}: take down a vote by voice`}
      doing="Take down"
      candidates={pens}
      reason={{ label: verdict === 'no-go' ? 'Reason' : 'Reason (may be left empty)', isRequired: verdict === 'no-go' }}
      command={(reason) => ({
        type: 'gate.record-vote',
        gate: gate.id,
        role: row.role,
        voter: asId<PersonId>(voter),
        verdict,
        reason,
      })}
      onClose={onClose}
    >
      <p className="muted">It counts at once, marked as unsigned, until the voter countersigns.</p>
      <Choice
        label="Whose vote"
        value={voter}
        onChange={setVoter}
        choices={row.candidates.map(({ id, name }) => ({ value: id, text: name }))}
      />
      <Choice
        label="Vote"
        value={verdict}
        onChange={(value) => setVerdict(value === 'no-go' ? 'no-go' : 'go')}
        choices={[
          { value: 'go', text: 'GO' },
          { value: 'no-go', text: 'NO-GO' },
        ]}
      />
    </SignDialog>
  );
}

/** The voter signs what was taken down in their name. */
export function Countersign({ gate, row }: Props) {
  const people = useLaunch((replica) => replica.state.roster.people);
  const voter = row.vote === null ? undefined : people[row.vote.person];
  if (voter === undefined || !row.isUnsigned) return null;
  const word = row.vote?.verdict === 'go' ? 'GO' : 'NO-GO';
  return (
    <SignButton
      size="small"
      title={`${row.title}: sign the vote ${word} that was taken down?`}
      doing="Countersign"
      candidates={[{ id: voter.id, name: voter.name, isEnrolled: voter.publicKey !== null }]}
      command={() => ({ type: 'gate.countersign', gate: gate.id, role: row.role, verdict: row.vote?.verdict ?? 'go' })}
    >
      <p className="muted">Taken down by {row.pen}.</p>
    </SignButton>
  );
}
