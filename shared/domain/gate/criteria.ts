import type { LaunchState } from '../launch/state.ts';
import type { Gate } from '../plan/launch-plan.ts';
import { allChecklistsComplete } from './criteria/all-checklists-complete.ts';
import { allStakeholdersApprove } from './criteria/all-stakeholders-approve.ts';
import { noBlockingIssues } from './criteria/no-blocking-issues.ts';
import { rollbackPlanConfirmed } from './criteria/rollback-plan-confirmed.ts';
import type { Criterion } from './criteria/verdict.ts';

export type CriterionStatus = {
  readonly id: string;
  readonly title: string;
  readonly state: 'met' | 'not-met' | 'unknown';
  readonly text: string;
};

export const gateById = (state: LaunchState, gateId: string): Gate | undefined =>
  state.launch?.plan.gates.find((gate) => gate.id === gateId);

/** The four decision criteria of runbook §1.5, computed as reconciled 29 defines them. What isn't known isn't met. */
export function gateCriteria(state: LaunchState, gateId: string, now: number): readonly CriterionStatus[] {
  const gate = gateById(state, gateId);
  if (gate === undefined) return [];
  return gate.criteria.map(({ id, title, kind }) => ({ id, title, ...evaluate[kind](state, gate, now) }));
}

const evaluate: Record<Gate['criteria'][number]['kind'], Criterion> = {
  'all-checklists-complete': allChecklistsComplete,
  'no-blocking-issues': noBlockingIssues,
  'all-stakeholders-approve': allStakeholdersApprove,
  'rollback-plan-confirmed': rollbackPlanConfirmed,
};
