import { useState } from 'react';
import { asId } from '#shared/domain/as-id.ts';
import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Choice } from '../../ui/field.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { askersOf, everyone } from '../act/who-may.ts';
import { CriteriaList } from './criteria-list.tsx';

type Props = { readonly gate: Gate; readonly now: number; readonly look?: 'plain' | 'primary' };

/** The commander's GO; over a criterion that isn't met it is an override with a reason that everyone sees. */
export function GiveGo({ gate, now, look = 'primary' }: Props) {
  const state = useLaunch((replica) => replica.state);
  const { field, recorded } = useRecorder();
  const criteria = gateCriteria(state, gate.id, now);
  const isOverride = criteria.some((criterion) => criterion.state !== 'met');
  return (
    <SignButton
      look={look}
      title={isOverride ? 'Give GO over criteria that are not met?' : 'Give GO?'}
      doing="Give GO"
      candidates={askersOf(state, gate.authority)}
      {...(isOverride ? { reason: { label: 'Reason for the override (everyone will see it)', isRequired: true } } : {})}
      command={(reason) => ({ type: 'gate.decide', gate: gate.id, verdict: 'go', reason, ...recorded })}
    >
      <CriteriaList criteria={criteria} />
      {field}
    </SignButton>
  );
}

export function GiveNoGo({ gate }: { readonly gate: Gate }) {
  const state = useLaunch((replica) => replica.state);
  const { field, recorded } = useRecorder();
  return (
    <SignButton
      title="Decide NO-GO?"
      doing="Give NO-GO"
      candidates={askersOf(state, gate.authority)}
      reason={{ label: 'Reason', isRequired: true }}
      command={(reason) => ({ type: 'gate.decide', gate: gate.id, verdict: 'no-go', reason, ...recorded })}
    >
      <p className="muted">After NO-GO: slip and poll again, or scrub. Outgoing publicity stops at once.</p>
      {field}
    </SignButton>
  );
}

/** Who writes the decision down (runbook §1.5 "Recorded by"): whoever takes down votes, or who is chosen. */
function useRecorder() {
  const state = useLaunch((replica) => replica.state);
  const plan = state.launch?.plan;
  const hasScribe = plan !== undefined && authorityById(plan, 'record-vote') !== undefined;
  const [chosen, setChosen] = useState<string | null>(null);
  const person = chosen ?? (hasScribe ? (askersOf(state, 'record-vote')[0]?.id ?? '') : '');
  const field = (
    <Choice
      label="Recorded by"
      value={person}
      onChange={setChosen}
      choices={[
        { value: '', text: 'nobody else' },
        ...everyone(state).map(({ id, name }) => ({ value: id as string, text: name })),
      ]}
    />
  );
  return { field, recorded: person === '' ? {} : { recordedBy: asId<PersonId>(person) } };
}
