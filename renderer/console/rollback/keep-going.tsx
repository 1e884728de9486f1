import type { DecisionEntry } from '#shared/domain/rollback/state.ts';
import { whoKeepsGoing } from '#shared/views/rollback-roles.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { SignButton } from '../act/sign-button.tsx';

/** Closes an open decision without rolling back; the commander's, with a reason. */
export function KeepGoing({ decision }: { readonly decision: DecisionEntry }) {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  return (
    <SignButton
      title="Keep going?"
      doing="Keep going"
      candidates={whoKeepsGoing(state, now)}
      reason={{ label: 'Reason', isRequired: true }}
      command={(reason) => ({ type: 'decision.keep-going', decision: decision.id, reason })}
    >
      <p className="muted">
        Closes the decision "{decision.title}" without rolling back. If the criterion is met again, it opens again.
      </p>
    </SignButton>
  );
}
