import type { AuthorityId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import type { LaunchPlan, Procedure } from '../plan/launch-plan.ts';
import type { Severity } from '../plan/measured.ts';
import type { DecisionEntry, ProcedureKind } from './state.ts';

const rank: Record<Severity, number> = { immediate: 0, urgent: 1, conditional: 2 };

export const openDecisions = (state: LaunchState): readonly DecisionEntry[] =>
  state.rollback.decisions
    .filter((decision) => decision.state === 'open')
    .toSorted((a, b) => rank[a.severity] - rank[b.severity]);

/**
 * Who rolls back now. With several decisions open the most severe decides; while one is open its row alone applies to
 * the quick rollback. The database rollback has its own authority, whatever is open (authority.md).
 */
export function rollbackAuthority(
  state: LaunchState,
  procedure: ProcedureKind = 'quick-rollback',
): { readonly authority: AuthorityId; readonly decision: DecisionEntry | null } | null {
  if (state.launch === null) return null;
  const { plan } = state.launch;
  const decision = openDecisions(state)[0] ?? null;
  if (procedure === 'quick-rollback') return { authority: decision?.authority ?? plan.rollbackAuthority, decision };
  const authority = plan.databaseRollback?.authority;
  return authority === undefined ? null : { authority, decision };
}

export const procedureOf = (plan: LaunchPlan, procedure: ProcedureKind): Procedure | undefined =>
  procedure === 'database-rollback' ? plan.databaseRollback : plan.quickRollback;
