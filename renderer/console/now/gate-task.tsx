import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import type { Refusal } from '#shared/lib/trouble.ts';
import { sentence } from '#shared/views/format/sentence.ts';
import { gateAt } from '#shared/views/gate-board.ts';
import { useLaunch } from '../../stores/launch.ts';
import { show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { GiveGo, GiveNoGo } from '../decisions/decide-gate.tsx';
import { lateText } from './late-text.ts';
import { TaskCard } from './task-card.tsx';

type Props = { readonly gate: Gate; readonly refusal: Refusal; readonly now: number };

/** The launch can't start before the gate is GO and fresh (reconciled 30). */
export function GateTask({ gate, refusal, now }: Props) {
  const state = useLaunch((replica) => replica.state);
  const criteria = gateCriteria(state, gate.id, now);
  const met = criteria.filter((criterion) => criterion.state === 'met').length;
  const isReady = met === criteria.length;
  return (
    <TaskCard
      label={gate.title}
      head={isReady ? 'GO or NO-GO?' : 'Not ready for GO'}
      aside={lateText(gateAt(state, gate), now, state.launch?.plan.timeZone ?? 'UTC')}
      tone={isReady ? 'accent' : 'watch'}
      text={`${met} of ${criteria.length} criteria met. ${sentence(refusal.message)} ${refusal.hint ?? ''}`}
    >
      <GiveGo gate={gate} now={now} look={isReady ? 'primary' : 'plain'} />
      <GiveNoGo gate={gate} />
      <Button shortcut="6" onClick={() => show('decisions', gate.id)}>
        Attendance and votes
      </Button>
    </TaskCard>
  );
}
