import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import type { AttendeeRow } from '#shared/views/gate-board.ts';
import { SignButton } from '../act/sign-button.tsx';

type Props = { readonly gate: Gate; readonly row: AttendeeRow };

/** An attendee's signed vote, or their deputy's where they are recorded as absent (runbook §1.5, reconciled 29). */
export function VoteButtons({ gate, row }: Props) {
  const { role, title, candidates, mark } = row;
  const look = mark.tone === 'good' || mark.tone === 'act' ? 'quiet' : 'plain';
  return (
    <>
      <SignButton
        size="small"
        look={look}
        isDirect
        title={`${title}: vote GO?`}
        doing="Vote GO"
        candidates={candidates}
        command={(reason) => ({ type: 'gate.vote', gate: gate.id, role, verdict: 'go', reason })}
      />
      <SignButton
        size="small"
        look={look}
        title={`${title}: vote NO-GO?`}
        doing="Vote NO-GO"
        candidates={candidates}
        reason={{ label: 'Reason', isRequired: true }}
        command={(reason) => ({ type: 'gate.vote', gate: gate.id, role, verdict: 'no-go', reason })}
      />
    </>
  );
}
