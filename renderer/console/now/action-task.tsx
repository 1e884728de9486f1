import type { ReactNode } from 'react';
import type { Action } from '#shared/domain/action/state.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { minutesSeconds, spoken } from '#shared/views/format/duration.ts';
import { whoConfirms } from '#shared/views/who-confirms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useSession } from '../../stores/session.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { ConfirmButton } from '../act/confirm-button.tsx';
import { ContinueButton } from '../act/continue-button.tsx';
import { DenyButton } from '../act/deny-button.tsx';
import { NoReturnNote } from '../act/no-return-note.tsx';
import { PauseButton } from '../act/pause-button.tsx';
import { StopButton } from '../act/stop-button.tsx';
import { HoldAndBack } from './ask-task.tsx';
import { DecisionWords } from './decision-words.tsx';
import { lateText } from './late-text.ts';
import { TaskCard } from './task-card.tsx';

type Props = { readonly action: Action; readonly step: Step; readonly now: number };

/** A step is in hand: planned, confirmed, running or being verified. */
export function ActionTask({ action, step, now }: Props): ReactNode {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const aside = lateText(useLaunch((replica) => replica.state.clock.tZeroAt) + step.plannedAt, now, zone);
  const done = action.operations.filter((entry) => entry.state === 'succeeded').length;
  const lost = action.operations.filter((entry) => entry.state === 'outcome-unknown').length;
  switch (action.state) {
    case 'planning':
      return (
        <TaskCard
          label="In hand"
          head={step.question}
          aside={aside}
          text={`The plan is being made against the live cluster. Nothing is changed by that. ${action.reason}`}
        >
          <StopButton action={action} />
        </TaskCard>
      );
    case 'waiting':
      return <WaitingTask action={action} step={step} aside={aside} />;
    case 'grace':
      return <GraceTask action={action} />;
    case 'not-started':
      return (
        <TaskCard
          label="Not started"
          tone="watch"
          head={`${action.title}: not started`}
          aside={aside}
          text={`${action.reason} It was confirmed, but nothing that touches the cluster starts by itself after a restart.`}
        >
          <ContinueButton action={action} />
          <StopButton action={action} />
          <HoldAndBack />
        </TaskCard>
      );
    case 'verifying':
      return (
        <TaskCard
          label="Verifying"
          head={`${action.title}: seen, not only sent?`}
          clock={minutesSeconds(now - (action.completedAt ?? now))}
          text={`Every operation was read back. Now traffic has to show it${step.verification === undefined ? '' : `, within ${spoken(step.verification.withinMs)}`}.`}
        >
          <HoldAndBack />
          <StopButton action={action} />
        </TaskCard>
      );
    default:
      return (
        <TaskCard
          label={lost > 0 ? 'Outcome unknown' : action.isPaused ? 'Paused' : 'Running'}
          tone={lost > 0 || action.isPaused ? 'watch' : 'accent'}
          head={action.title}
          clock={action.startedAt === null ? null : minutesSeconds(now - action.startedAt)}
          text={`${done} of ${action.operations.length} operations done.${lost > 0 ? ` Of ${lost} the outcome is not known: the cluster is looked at first.` : ''}${action.isPaused ? ' Nothing further begins until it is resumed.' : ''} ${action.reason}`}
        >
          <PauseButton action={action} />
          <StopButton action={action} />
          <HoldAndBack />
        </TaskCard>
      );
  }
}

function WaitingTask({
  action,
  step,
  aside,
}: {
  readonly action: Action;
  readonly step: Step;
  readonly aside: string;
}) {
  const state = useLaunch((replica) => replica.state);
  const session = useSession((facts) => facts.person?.id ?? null);
  const now = useNow();
  const who = whoConfirms(state, action, now);
  const asker = action.askedBy === null ? null : (state.roster.people[action.askedBy]?.name ?? action.askedBy);
  const isYours = who.missing.some((entry) => entry.candidates.some((one) => one.id === session));
  const names = who.missing.map((entry) => `${entry.title} ${entry.candidates.map((one) => one.name).join(' or ')}`);
  return (
    <TaskCard
      label={isYours ? 'Your decision' : 'Waits for confirmation'}
      head={step.question}
      aside={aside}
      text={
        <>
          {asker === null ? null : <StateMark tone="good">asked by {asker}</StateMark>}{' '}
          {who.given.map((given) => (
            <StateMark key={given.name} tone="good">
              confirmed by {given.name}
            </StateMark>
          ))}{' '}
          Waiting for: {names.join(' and ') || 'nobody'}.
          <DecisionWords step={step} />
          <NoReturnNote step={step} />
        </>
      }
    >
      <ConfirmButton action={action} />
      <DenyButton action={action} />
      <HoldAndBack />
    </TaskCard>
  );
}

/** The last seconds in which anyone can stop it. */
function GraceTask({ action }: { readonly action: Action }) {
  const now = useNow(250);
  const left = Math.max(0, (action.graceUntil ?? now) - now);
  return (
    <TaskCard
      label="Confirmed"
      head={`${action.title} starts`}
      clock={`${(left / 1000).toFixed(0)} s`}
      text="Everyone who has to has confirmed. Until it starts anyone can stop it."
    >
      <StopButton action={action} isLarge />
    </TaskCard>
  );
}
