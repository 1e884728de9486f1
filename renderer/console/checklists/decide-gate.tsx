import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { useLaunch } from '../../stores/launch.ts';
import { SignButton } from '../act/sign-button.tsx';
import { askersOf } from '../act/who-may.ts';
import { CriteriaList } from './criteria-list.tsx';

type Props = { readonly gate: Gate; readonly now: number; readonly look?: 'plain' | 'primary' };

/** The commander's GO; over a criterion that isn't met it is an override with a reason that everyone sees. */
export function GiveGo({ gate, now, look = 'primary' }: Props) {
  const state = useLaunch((replica) => replica.state);
  const criteria = gateCriteria(state, gate.id, now);
  const isOverride = criteria.some((criterion) => criterion.state !== 'met');
  return (
    <SignButton
      look={look}
      title={isOverride ? 'Give GO over criteria that are not met?' : 'Give GO?'}
      doing="Give GO"
      candidates={askersOf(state, gate.authority)}
      {...(isOverride ? { reason: { label: 'Reason for the override (everyone will see it)', isRequired: true } } : {})}
      command={(reason) => ({ type: 'gate.decide', gate: gate.id, verdict: 'go', reason })}
    >
      <CriteriaList criteria={criteria} />
    </SignButton>
  );
}

export function GiveNoGo({ gate }: { readonly gate: Gate }) {
  const state = useLaunch((replica) => replica.state);
  return (
    <SignButton
      title="Decide NO-GO?"
      doing="Give NO-GO"
      candidates={askersOf(state, gate.authority)}
      reason={{ label: 'Reason', isRequired: true }}
      command={(reason) => ({ type: 'gate.decide', gate: gate.id, verdict: 'no-go', reason })}
    >
      <p className="muted">After NO-GO: slip and poll again, or scrub.</p>
    </SignButton>
  );
}
