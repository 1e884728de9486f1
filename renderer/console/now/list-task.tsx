import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { dayTime } from '#shared/views/format/day-time.ts';
import { spoken } from '#shared/views/format/duration.ts';
import { gateAt } from '#shared/views/gate-board.ts';
import type { ListStanding } from '#shared/views/list-standing.ts';
import { useLaunch } from '../../stores/launch.ts';
import { open, show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { TaskCard } from './task-card.tsx';

type Props = { readonly standing: ListStanding; readonly gate: Gate | null; readonly now: number };

/** A checklist is what comes next on the day: how much of it is left, until when, and which decision follows. */
export function ListTask({ standing, gate, now }: Props) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const { list, short, done, total, dueAt, tone } = standing;
  const left = total - done;
  const isRed = tone === 'act';
  const follows = gate === null ? '' : ` Then: ${gate.title}, ${dayTime(gateAt(state, gate), now, zone)}.`;
  return (
    <TaskCard
      label={list.title}
      tone={isRed ? 'watch' : 'accent'}
      head={left > 0 ? `${short}: ${left} ${left === 1 ? 'item' : 'items'} to go` : `${short}: sign-offs to go`}
      aside={`due ${dayTime(dueAt, now, zone)}, ${dueAt >= now ? `in ${spoken(dueAt - now)}` : `${spoken(now - dueAt)} late`}`}
      text={`${done} of ${total} settled.${wrongText(standing)}${missingText(standing)}${follows}`}
    >
      <Button look="primary" shortcut="3" onClick={() => show('checklists', list.id)}>
        Open the list
      </Button>
      <Button shortcut="H" onClick={() => open('hold')}>
        Hold
      </Button>
    </TaskCard>
  );
}

function wrongText({ late, blocked, contradicted }: ListStanding): string {
  const parts = [
    late > 0 ? `${late} late` : '',
    blocked > 0 ? `${blocked} blocked` : '',
    contradicted > 0 ? `${contradicted} contradicted by ${contradicted === 1 ? 'its probe' : 'their probes'}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` ${parts.join(', ')}.`;
}

function missingText({ signOffs }: ListStanding): string {
  const missing = signOffs.filter((entry) => entry.state !== 'given');
  return missing.length === 0 ? '' : ` Still to sign off: ${missing.map((entry) => entry.title).join(', ')}.`;
}
