import type { Action } from '#shared/domain/action/state.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import type { HoldStatus } from '#shared/domain/rollout/step-status.ts';
import type { Refusal } from '#shared/lib/trouble.ts';
import { age, minutesSeconds } from '#shared/views/format/duration.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import { useLaunch } from '../../stores/launch.ts';
import { open, show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { askersOf } from '../act/who-may.ts';
import { lateText } from './late-text.ts';
import { TaskCard } from './task-card.tsx';

type Props = { readonly step: Step; readonly last: Action | null; readonly now: number };

/** How the last try ended, when there was one. */
const before = (last: Action | null, now: number): string =>
  last === null
    ? ''
    : ` The last try ${last.state === 'plan-failed' ? 'could not be planned' : `ended: ${last.state.replace('-', ' ')}`}${last.endedAt === null ? '' : ` ${age(now - last.endedAt)} ago`}${last.reason === '' ? '.' : `: ${last.reason}.`}`;

export const HoldAndBack = () => (
  <>
    <Button shortcut="H" onClick={() => open('hold')}>
      Hold
    </Button>
    <Button look="danger" shortcut="R" onClick={() => show('rollback')}>
      Roll back
    </Button>
  </>
);

/** A step may be asked for now. */
export function AskTask({ step, last, now }: Props) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const askers = askersOf(state, step.authority);
  return (
    <TaskCard
      label="Next step"
      head={step.question}
      aside={lateText(state.clock.tZeroAt + step.plannedAt, now, zone)}
      text={`Nothing stands in its way. ${askers.map((one) => one.name).join(' or ')} asks; the plan is shown before anyone confirms.${before(last, now)}`}
    >
      <SignButton
        look="primary"
        isDirect
        title={step.question}
        doing="Ask for step"
        candidates={askers}
        command={() => ({ type: 'step.ask', step: step.id })}
      />
      <HoldAndBack />
    </TaskCard>
  );
}

/** A minimum hold runs: the clock says how long still. */
export function MinimumHoldTask({ step, hold, last, now }: Props & { readonly hold: HoldStatus }) {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const until = hold.until === null ? '' : ` Over at ${minuteTime(hold.until, zone)}.`;
  return (
    <TaskCard
      label="Minimum hold"
      tone="plain"
      head={hold.title}
      clock={minutesSeconds(hold.leftMs ?? 0)}
      text={`Then: ${step.question}${until}${before(last, now)}`}
    >
      <HoldAndBack />
    </TaskCard>
  );
}

/** Something else stands in the way: what, and what to do. */
export const BlockedTask = ({ step, refusal, last, now }: Props & { readonly refusal: Refusal }) => (
  <TaskCard
    label="Not yet"
    tone="watch"
    head={step.question}
    text={
      <>
        {refusal.message} <b>{refusal.hint}</b>
        {before(last, now)}
      </>
    }
  >
    <HoldAndBack />
  </TaskCard>
);
