import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import type { Refusal } from '#shared/lib/trouble.ts';
import { useLaunch } from '../../stores/launch.ts';
import { show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { GiveGo, GiveNoGo } from '../checklists/decide-gate.tsx';
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
      aside={lateText(state.clock.tZeroAt + gate.plannedAt, now, state.launch?.plan.timeZone ?? 'UTC')}
      tone={isReady ? 'accent' : 'watch'}
      text={`${met} of ${criteria.length} criteria met. ${refusal.message} ${refusal.hint ?? ''}`}
    >
      <GiveGo gate={gate} now={now} look={isReady ? 'primary' : 'plain'} />
      <GiveNoGo gate={gate} />
      <Button shortcut="3" onClick={() => show('checklists')}>
        Checklist and votes
      </Button>
    </TaskCard>
  );
}
