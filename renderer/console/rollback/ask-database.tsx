import { useState } from 'react';
import type { Procedure } from '#shared/domain/plan/launch-plan.ts';
import { authorityById, roleTitle } from '#shared/domain/roster/roles.ts';
import { rolesOf } from '#shared/views/rollback-roles.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { SignDialog } from '../act/sign-dialog.tsx';
import { Where } from '../act/where.tsx';
import { spanText } from './span-text.ts';

/** Asks for the database rollback, where the runbook has one: last resort, what was written since is lost. */
export function AskDatabase() {
  const procedure = useLaunch((replica) => replica.state.launch?.plan.databaseRollback);
  const [isOpen, setOpen] = useState(false);
  if (procedure === undefined) return null;
  return (
    <>
      <Button size="large" onClick={() => setOpen(true)}>
        Database rollback
      </Button>
      {isOpen ? <DatabaseDialog procedure={procedure} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function DatabaseDialog({ procedure, onClose }: { readonly procedure: Procedure; readonly onClose: () => void }) {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const [met, setMet] = useState<ReadonlySet<string>>(new Set());
  const plan = state.launch?.plan;
  const authority = plan === undefined ? undefined : authorityById(plan, procedure.authority ?? '');
  const [entry] = authority === undefined ? [] : rolesOf(state, authority, now);
  if (plan === undefined || authority === undefined || entry === undefined) return null;
  const prerequisites = procedure.prerequisites ?? [];
  const confirm = authority.confirms.map((role) => roleTitle(plan, role)).join(' and ');
  const toggle = (one: string, isOn: boolean): void => {
    const next = new Set(met);
    if (isOn) next.add(one);
    else next.delete(one);
    setMet(next);
  };
  return (
    <SignDialog
      title={`${procedure.title}?`}
      doing={`Ask for ${procedure.title}`}
      isDanger
      width="wide"
      candidates={entry.candidates}
      isFilled={prerequisites.every((one) => met.has(one))}
      reason={{ label: 'Reason', isRequired: true }}
      typedName={procedure.title}
      command={(reason, typedName) => ({
        type: 'rollback.ask',
        role: entry.role,
        procedure: 'database-rollback',
        reason,
        typedName,
      })}
      onClose={onClose}
    >
      <p>
        In <Where />, takes <b className="num">{spanText(procedure)}</b>
      </p>
      {procedure.warning === undefined ? null : (
        <p className="ask-warning">
          <StateMark tone="act" /> {procedure.warning}
        </p>
      )}
      <p className="muted">
        Asked by the {entry.title}, confirmed by {confirm || 'nobody else'}. It begins with the quick rollback.
      </p>
      <fieldset className="ask-prerequisites">
        <legend>Before it begins</legend>
        {prerequisites.map((one) => (
          <CheckField key={one} label={one} isOn={met.has(one)} onChange={(isOn) => toggle(one, isOn)} />
        ))}
      </fieldset>
    </SignDialog>
  );
}
