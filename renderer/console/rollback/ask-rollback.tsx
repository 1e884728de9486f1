import { useState } from 'react';
import { openDecisions } from '#shared/domain/rollback/authority.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useSession } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { SignDialog } from '../act/sign-dialog.tsx';
import { Where } from '../act/where.tsx';
import { rollbackRoles } from './rollback-roles.ts';

/** Asks to roll back: role, reason (prefilled from the decision), Cancel by default. Asking is the first confirmation. */
export function AskRollback() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="danger" size="large" onClick={() => setOpen(true)}>
        Roll back
      </Button>
      {isOpen ? <AskDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AskDialog({ onClose }: { readonly onClose: () => void }) {
  const state = useLaunch((replica) => replica.state);
  const session = useSession((facts) => facts.person?.id ?? null);
  const { title, roles } = rollbackRoles(state);
  const [decision] = openDecisions(state);
  const own = roles.find((entry) => entry.candidates.some((one) => one.id === session && one.isEnrolled));
  const [wanted, setWanted] = useState<string>(own?.role ?? roles[0]?.role ?? '');
  const entry = roles.find((one) => one.role === wanted) ?? roles[0];
  if (entry === undefined) return null;
  return (
    <SignDialog
      key={entry.role}
      title="Roll back to stable?"
      doing="Roll back"
      isDanger
      candidates={entry.candidates}
      reason={{
        label: 'Reason',
        isRequired: false,
        initial:
          decision === undefined ? '' : `${decision.title}${decision.evidence === '' ? '' : `: ${decision.evidence}`}`,
      }}
      command={(reason) => ({ type: 'rollback.ask', role: entry.role, reason })}
      onClose={onClose}
    >
      <p>
        In <Where />
      </p>
      <p className="muted">All traffic to stable, canary to zero, launch flags off. There is no grace time.</p>
      <p className="muted">Decided by: {title}.</p>
      {roles.length > 1 ? (
        <Choice
          label="Confirm as"
          value={entry.role}
          onChange={setWanted}
          choices={roles.map(({ role, title: text }) => ({ value: role, text }))}
        />
      ) : null}
    </SignDialog>
  );
}
