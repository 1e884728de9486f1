import type { AuthorityId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Severity } from '../plan/measured.ts';
import type { DecisionEntry } from './state.ts';

const rank: Record<Severity, number> = { immediate: 0, urgent: 1, conditional: 2 };

export const openDecisions = (state: LaunchState): readonly DecisionEntry[] =>
  state.rollback.decisions
    .filter((decision) => decision.state === 'open')
    .toSorted((a, b) => rank[a.severity] - rank[b.severity]);

/** With several decisions open the most severe decides; while one is open its row alone applies (authority.md). */
export function rollbackAuthority(
  state: LaunchState,
): { readonly authority: AuthorityId; readonly decision: DecisionEntry | null } | null {
  if (state.launch === null) return null;
  const decision = openDecisions(state)[0] ?? null;
  return { authority: decision?.authority ?? state.launch.plan.rollbackAuthority, decision };
}
