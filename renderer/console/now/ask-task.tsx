import type { Action } from '#shared/domain/action/state.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import type { HoldStatus } from '#shared/domain/rollout/step-status.ts';
import type { Refusal } from '#shared/lib/trouble.ts';
import { inTheWay } from '#shared/views/forced-move.ts';
import { age, minutesSeconds } from '#shared/views/format/duration.ts';
import { sentence } from '#shared/views/format/sentence.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import { useLaunch } from '../../stores/launch.ts';
import { open, show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { NoReturnNote } from '../act/no-return-note.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { askersOf } from '../act/who-may.ts';
import { DecisionWords } from './decision-words.tsx';
import { lateText } from './late-text.ts';
import { TaskCard } from './task-card.tsx';

type Props = { readonly step: Step; readonly last: Action | null; readonly now: number };

/** How the last try ended, when there was one. */
const before = (last: Action | null, now: number): string =>
  last === null
    ? ''
    : ` The last try ${last.state === 'plan-failed' ? 'could not be planned' : `ended: ${last.state.replace('-', ' ')}`}${last.endedAt === null ? '' : ` ${age(now - last.endedAt)} ago`}${last.reason === '' ? '.' : `: ${sentence(last.reason)}`}`;

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

/** What the last plan found can only be gone over with a reason, by who may ask; it stands in the log and on what is confirmed. */
function ForceButton({ step, last }: Omit<Props, 'now'>) {
  const state = useLaunch((replica) => replica.state);
  const found = inTheWay(last);
  if (!found.canBeForced) return null;
  return (
    <SignButton
      look="danger"
      title={`${step.question} Go over what capacity says?`}
      doing="Move all the same"
      candidates={askersOf(state, step.authority)}
      reason={{ label: 'Reason', isRequired: true }}
      command={(force) => ({ type: 'step.ask', step: step.id, force })}
    >
      <ul className="forced-list">
        {found.texts.map((text) => (
          <li key={text}>
            <StateMark tone="act">{text}</StateMark>
          </li>
        ))}
      </ul>
      <p className="muted">Only capacity stands in its way. It is planned again and still has to be confirmed.</p>
    </SignButton>
  );
}

/** A step may be asked for now. */
export function AskTask({ step, last, now }: Props) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const askers = askersOf(state, step.authority);
  const names = askers.map((one) => one.name).join(' or ');
  const found = inTheWay(last);
  return (
    <TaskCard
      label={found.texts.length > 0 ? 'In its way' : 'Next step'}
      tone={found.texts.length > 0 ? 'watch' : 'accent'}
      head={step.question}
      aside={lateText(state.clock.tZeroAt + step.plannedAt, now, zone)}
      text={
        <>
          {found.texts.length === 0
            ? `Nothing stands in its way. ${names} asks; the plan is shown before anyone confirms.${before(last, now)}`
            : `The plan found: ${found.texts.join('; ')}. ${found.canBeForced ? `Mend it and ask again; or ${names} moves all the same, with a reason.` : 'Mend it and ask again.'}`}
          <DecisionWords step={step} />
          <NoReturnNote step={step} />
        </>
      }
    >
      <SignButton
        look="primary"
        isDirect
        title={step.question}
        doing={found.texts.length > 0 ? 'Ask again' : 'Ask for step'}
        candidates={askers}
        command={() => ({ type: 'step.ask', step: step.id })}
      />
      <ForceButton step={step} last={last} />
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
