import { useState } from 'react';
import type { Action } from '#shared/domain/action/state.ts';
import { typedNameOf } from '#shared/domain/confirmation/typed-name.ts';
import { planDiff } from '#shared/views/plan-diff.ts';
import { procedureOf } from '#shared/views/rollback-steps.ts';
import { roleToConfirmIn, whoConfirms } from '#shared/views/who-confirms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useSession } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { NoReturnNote } from './no-return-note.tsx';
import { shortHash } from './short-hash.ts';
import { SignDialog } from './sign-dialog.tsx';
import { Where } from './where.tsx';

/** Opens the confirmation: where, what changes, under which hash, in which role, by whom. */
export function ConfirmButton({ action }: { readonly action: Action }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look={action.subject.kind === 'rollback' ? 'danger' : 'primary'} onClick={() => setOpen(true)}>
        Confirm
      </Button>
      {isOpen ? <ConfirmDialog action={action} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function ConfirmDialog({ action, onClose }: { readonly action: Action; readonly onClose: () => void }) {
  const state = useLaunch((replica) => replica.state);
  const session = useSession((facts) => facts.person?.id ?? null);
  const now = useNow();
  const who = whoConfirms(state, action, now);
  const [wanted, setWanted] = useState<string>(() => roleToConfirmIn(who, session) ?? who.missing[0]?.role ?? '');
  const entry = who.missing.find((one) => one.role === wanted) ?? who.missing[0];
  const { shown } = action;
  if (entry === undefined || shown === null) return null;
  const { subject } = action;
  const isRollback = subject.kind === 'rollback';
  const step = subject.kind === 'step' ? state.launch?.plan.steps.find(({ id }) => id === subject.step) : undefined;
  const isNoReturn = step?.isPointOfNoReturn === true;
  const plan = state.launch?.plan;
  const warning = isRollback && plan !== undefined ? procedureOf(plan, action).warning : undefined;
  const diff = planDiff(action.operations);
  return (
    <SignDialog
      key={entry.role}
      title={`${action.title}: confirm?`}
      doing="Confirm"
      isDanger={isRollback || isNoReturn}
      candidates={entry.candidates}
      typedName={typedNameOf(state, action)}
      command={(_reason, typed) => ({
        ...{ type: 'action.confirm', action: action.id, role: entry.role, shown },
        ...(typed === '' ? {} : { typedName: typed }),
      })}
      onClose={onClose}
    >
      <p>
        In <Where />
      </p>
      <p className="muted">
        {isRollback ? `Goal: ${shown}` : `Changes ${diff.counts.join(', ') || 'nothing'}; plan ${shortHash(shown)}`}
      </p>
      {step === undefined ? null : <NoReturnNote step={step} />}
      {warning === undefined ? null : <p className="act">{warning}</p>}
      {action.forced === null ? null : (
        <p className="watch">Forced: it goes over what was found of capacity. Reason: {action.forced}</p>
      )}
      {isRollback && subject.isBreakGlass === true ? (
        <p className="act">Break-glass: the second senior engineer confirms. Reason: {subject.reason}</p>
      ) : null}
      <p className="muted">{who.title}</p>
      {who.missing.length > 1 ? (
        <Choice
          label="Confirm as"
          value={entry.role}
          onChange={setWanted}
          choices={who.missing.map(({ role, title }) => ({ value: role, text: title }))}
        />
      ) : (
        <p>
          Confirmed as <b>{entry.title}</b>
        </p>
      )}
    </SignDialog>
  );
}
