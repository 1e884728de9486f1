import { type ReactNode, useState } from 'react';
import type { ServiceId } from '#shared/domain/ids.ts';
import { openDecisions } from '#shared/domain/rollback/authority.ts';
import { rollbackRoles } from '#shared/views/rollback-roles.ts';
import { openConsiderations } from '#shared/views/rollback-windows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useSession } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { SignDialog } from '../act/sign-dialog.tsx';
import { Where } from '../act/where.tsx';
import { areConsidered, ConsiderationFields, reasonWith } from './consideration-fields.tsx';

/** Asks for the quick rollback of everything. */
export function AskRollback({ label = 'Roll back' }: { readonly label?: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="danger" size="large" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen ? (
        <AskDialog title="Roll back to stable?" onClose={() => setOpen(false)}>
          <p className="muted">All traffic to stable, canary to zero, launch flags off. There is no grace time.</p>
        </AskDialog>
      ) : null}
    </>
  );
}

type AskProps = {
  readonly title: string;
  /** Only these; everything when left out. */
  readonly services?: readonly ServiceId[];
  readonly isFilled?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Asks to roll back: role, reason (prefilled from the decision), Cancel by default. Asking is the first confirmation. */
export function AskDialog({ title: question, services, isFilled = true, onClose, children }: AskProps) {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const session = useSession((facts) => facts.person?.id ?? null);
  const { typedName, title, roles } = rollbackRoles(state, now);
  const [decision] = openDecisions(state);
  const own = roles.find((entry) => entry.candidates.some((one) => one.id === session && one.isEnrolled));
  const [wanted, setWanted] = useState<string>(own?.role ?? roles[0]?.role ?? '');
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const considerations = openConsiderations(state, now);
  const entry = roles.find((one) => one.role === wanted) ?? roles[0];
  if (entry === undefined) return null;
  return (
    <SignDialog
      key={entry.role}
      title={question}
      doing="Roll back"
      isDanger
      candidates={entry.candidates}
      isFilled={isFilled && areConsidered(considerations, answers)}
      reason={{
        label: 'Reason',
        isRequired: false,
        initial:
          decision === undefined ? '' : `${decision.title}${decision.evidence === '' ? '' : `: ${decision.evidence}`}`,
      }}
      typedName={typedName}
      command={(reason, typed) => ({
        type: 'rollback.ask',
        role: entry.role,
        reason: reasonWith(reason, considerations, answers),
        ...(services === undefined ? {} : { services: [...services] }),
        ...(typedName === null ? {} : { typedName: typed }),
      })}
      onClose={onClose}
    >
      <p>
        In <Where />
      </p>
      {children}
      <p className="muted">
        {title}: {roles.map((one) => one.title).join(', ')}.
      </p>
      {roles.length > 1 ? (
        <Choice
          label="Confirm as"
          value={entry.role}
          onChange={setWanted}
          choices={roles.map(({ role, title: text }) => ({ value: role, text }))}
        />
      ) : null}
      <ConsiderationFields questions={considerations} answers={answers} onChange={setAnswers} />
    </SignDialog>
  );
}
