import { asId } from '#shared/domain/as-id.ts';
import type { RoleId } from '#shared/domain/ids.ts';
import { SENIOR_ENGINEER } from '#shared/domain/plan/break-glass-authority.ts';
import { candidateOf, peopleWith } from '#shared/views/who-confirms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { SignButton } from '../act/sign-button.tsx';
import { Where } from '../act/where.tsx';

const SENIOR = asId<RoleId>(SENIOR_ENGINEER);

/** Two senior engineers take the rollback on themselves when nobody who may decide has answered (authority.md). */
export function BreakGlassButton() {
  const state = useLaunch((replica) => replica.state);
  return (
    <SignButton
      look="danger"
      size="large"
      title="Break the glass: roll back to stable?"
      doing="Break the glass"
      candidates={peopleWith(state, SENIOR).map(candidateOf)}
      reason={{ label: 'Reason, told to everyone', isRequired: true }}
      command={(reason) => ({ type: 'rollback.ask', role: SENIOR, reason, isBreakGlass: true })}
    >
      <p>
        In <Where />
      </p>
      <p className="muted">
        Nobody who may decide has answered. A second senior engineer confirms it, here at this console or at theirs. It
        is told to everyone, stands in every window until the launch ends, and can not be taken out of the log.
      </p>
    </SignButton>
  );
}
