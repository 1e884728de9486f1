import { age, minutesSeconds, spoken } from '#shared/views/format/duration.ts';
import {
  procedureOf,
  type RollbackStep,
  rollbackSteps,
  rollbackTookMs,
  shownRollback,
} from '#shared/views/rollback-steps.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useObservations } from '../../stores/observations.ts';
import { Bar } from '../../ui/bar.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';
import { spanText } from './span-text.ts';
import './rollback.css';

/** The steps of what runs, else of the quick rollback: budgets, and while it runs their clocks (runbook §3.2, §3.3). */
export function RollbackStepsPanel({ now, isShort = false }: { readonly now: number; readonly isShort?: boolean }) {
  const state = useLaunch((replica) => replica.state);
  const readiness = useObservations((seen) => seen.latest?.readiness ?? null);
  const provenAt = readiness?.provenAt ?? null;
  const plan = state.launch?.plan;
  if (plan === undefined) return null;
  const last = shownRollback(state);
  const action = last?.startedAt == null ? null : last;
  const procedure = procedureOf(plan, last);
  const took = rollbackTookMs(action, now);
  const budget = spanText(procedure);
  const aside =
    took !== null
      ? `${minutesSeconds(took)} of ${budget}${action?.endedAt == null ? '' : `, ${action.state}`}`
      : provenAt === null
        ? `not proven yet; budget ${budget}`
        : `proven ${age(now - provenAt)} ago; ${readiness?.estimateMs == null ? 'budget' : `estimated ${spoken(readiness.estimateMs)} of`} ${budget}`;
  return (
    <Panel title={`${procedure.title}, ${procedure.steps.length} steps`} aside={aside} className="rollback-steps">
      <Table label={procedure.title}>
        {rollbackSteps(procedure, action, now).map((step) => (
          <Row key={step.id} step={step} isShort={isShort} />
        ))}
      </Table>
    </Panel>
  );
}

const Row = ({ step, isShort }: { readonly step: RollbackStep; readonly isShort: boolean }) => (
  <tr>
    <td className="num dim mark-cell">{step.number}</td>
    <td className="rollback-title">
      <b>{step.title}</b>
    </td>
    {isShort ? null : (
      <td className="muted rollback-detail" title={step.detail}>
        {step.note === '' ? step.detail : step.note}
      </td>
    )}
    <td className="right">{step.tone === null ? null : <StateMark tone={step.tone}>{step.state}</StateMark>}</td>
    <td className={`num right rollback-budget ${step.isOverBudget ? 'act' : ''}`}>
      {step.tookMs === null ? (step.budgetMs === null ? '' : spoken(step.budgetMs)) : minutesSeconds(step.tookMs)}
    </td>
    <td className="rollback-bar">
      <Bar
        percent={step.donePercent}
        label={step.title}
        color={step.state === 'failed' ? 'act' : step.state === 'done' ? 'good' : 'accent'}
      />
    </td>
  </tr>
);
