import type { Action } from '#shared/domain/action/state.ts';
import type { Procedure } from '#shared/domain/plan/launch-plan.ts';
import { openDecisions } from '#shared/domain/rollback/authority.ts';
import { mayAskInstead } from '#shared/domain/rollback/overtake.ts';
import { decisionStanding } from '#shared/views/decision-standing.ts';
import { minutesSeconds } from '#shared/views/format/duration.ts';
import { sentence } from '#shared/views/format/sentence.ts';
import { procedureOf, rollbackTookMs } from '#shared/views/rollback-steps.ts';
import { whoConfirms } from '#shared/views/who-confirms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { show, useView } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../act/confirm-button.tsx';
import { ContinueButton } from '../act/continue-button.tsx';
import { DenyButton } from '../act/deny-button.tsx';
import { PauseButton } from '../act/pause-button.tsx';
import { StopButton } from '../act/stop-button.tsx';
import { AskRollback } from '../rollback/ask-rollback.tsx';
import { BreakGlassButton } from '../rollback/break-glass-button.tsx';
import { NobodyAnswers } from '../rollback/nobody-answers.tsx';
import { spanText } from '../rollback/span-text.ts';
import { WaysToRollBack } from '../rollback/ways-to-roll-back.tsx';
import { NotedLine } from '../work/noted-line.tsx';
import { TaskCard } from './task-card.tsx';

/** What is told first of a rollback in hand. */
function headOf(action: Action, procedure: Procedure, isDatabase: boolean, services: string): string {
  const what = action.subject.kind === 'rollback' && action.subject.services !== undefined ? services : '';
  switch (action.state) {
    case 'waiting':
      return `${procedure.title} waits for confirmation.`;
    case 'not-started':
      return `${procedure.title} was cut off. Nothing more starts by itself.`;
    case 'failed':
      return `${procedure.title} has failed. One key goes on with what is missing.`;
    case 'verifying':
      return 'All traffic is on stable; what was reached is being read back.';
    default:
      if (action.isPaused) return `${procedure.title} is paused.`;
      if (isDatabase) return `${procedure.title} is running.`;
      return what === '' ? `${procedure.title}: rolling back to stable.` : `Rolling back ${what} alone.`;
  }
}

/** A rollback in hand or one that failed: its clock, who still has to confirm, what it is at, and what may be done about it. */
export function RollingTask({ action, now }: { readonly action: Action; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const view = useView((shown) => shown.view);
  const plan = state.launch?.plan;
  if (plan === undefined) return null;
  const procedure = procedureOf(plan, action);
  const took = rollbackTookMs(action, now);
  const isOver = took !== null && took > (procedure.longestMs ?? procedure.budgetMs);
  const missing = whoConfirms(state, action, now).missing;
  const done = action.operations.filter((entry) => entry.state === 'succeeded').length;
  const standing = decisionStanding(state, now);
  const isBroken = action.subject.kind === 'rollback' && action.subject.isBreakGlass === true;
  const only = action.subject.kind === 'rollback' ? (action.subject.services ?? []) : [];
  const services = only.map((id) => plan.services.find((one) => one.id === id)?.title ?? id).join(', ');
  const text =
    action.state === 'waiting'
      ? `Still to confirm: ${missing.map((entry) => `${entry.title} (${entry.candidates.map((one) => one.name).join(' or ')})`).join(' and ')}.`
      : `${done} of ${action.operations.length} operations done. ${sentence(action.reason)}`;
  return (
    <TaskCard
      label={procedure.title}
      tone="act"
      head={headOf(action, procedure, procedure === plan.databaseRollback, services)}
      clock={took === null ? null : minutesSeconds(took)}
      aside={took === null ? '' : `of ${spanText(procedure)}${isOver ? ', over its budget' : ''}`}
      text={
        <>
          {text}
          {standing === null || action.state !== 'waiting' || isBroken ? null : <NobodyAnswers standing={standing} />}
          {procedure === plan.databaseRollback ? <NotedLine /> : null}
        </>
      }
    >
      {action.state === 'waiting' ? <ConfirmButton action={action} /> : null}
      {action.state === 'waiting' ? <DenyButton action={action} /> : null}
      {action.state === 'not-started' || action.state === 'failed' ? <ContinueButton action={action} /> : null}
      {action.state === 'failed' && openDecisions(state).length === 0 ? <WaysToRollBack /> : null}
      {mayAskInstead(state, action) ? <AskRollback label="Quick rollback instead" /> : null}
      {standing !== null && action.state === 'waiting' && !isBroken && standing.breakGlass.leftMs === 0 ? (
        <BreakGlassButton />
      ) : null}
      <PauseButton action={action} />
      {view === 'rollback' ? null : <Button onClick={() => show('rollback')}>Show its steps</Button>}
      {action.state === 'failed' ? null : <StopButton action={action} />}
    </TaskCard>
  );
}
