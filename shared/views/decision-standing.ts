import type { LaunchState } from '#shared/domain/launch/state.ts';
import { openDecisions, rollbackAuthority } from '#shared/domain/rollback/authority.ts';
import { breakGlassOpensAt } from '#shared/domain/rollback/break-glass.ts';
import type { DecisionEntry } from '#shared/domain/rollback/state.ts';
import { rollbackInHand } from '#shared/domain/rollout/attempt.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';

export type DecisionStanding = {
  readonly decision: DecisionEntry;
  /** Who comes in for whom once nobody has answered; `leftMs` zero when they may already. */
  readonly deputies: { readonly leftMs: number; readonly names: readonly string[] } | null;
  /** Whom to call when nobody answers, with how (runbook §4.3). */
  readonly escalation: readonly { readonly title: string; readonly how: string }[];
  /** When two senior engineers may take it on themselves. */
  readonly breakGlass: { readonly opensAt: number; readonly leftMs: number };
};

/** The gravest open decision, and what comes when nobody takes it. */
export function decisionStanding(state: LaunchState, now: number): DecisionStanding | null {
  const plan = state.launch?.plan;
  const [decision] = openDecisions(state);
  const found = rollbackAuthority(state);
  const authority = plan === undefined || found === null ? undefined : authorityById(plan, found.authority);
  if (plan === undefined || decision === undefined || authority === undefined) return null;
  const roles = authority.confirms.length > 0 || !Array.isArray(authority.asks) ? authority.confirms : authority.asks;
  return {
    decision,
    deputies: deputiesOf(state, roles, now),
    escalation: escalationOf(state),
    breakGlass: breakGlass(breakGlassOpensAt(state, decision), now),
  };
}

const breakGlass = (opensAt: number, now: number): DecisionStanding['breakGlass'] => ({
  opensAt,
  leftMs: Math.max(0, opensAt - now),
});

/** Deputies of those who have not answered: a holder is silent from a while after the oldest open decision on. */
function deputiesOf(state: LaunchState, roles: readonly string[], now: number): DecisionStanding['deputies'] {
  const confirmations = rollbackInHand(state)?.confirmations ?? [];
  const missing = roles.filter((role) => !confirmations.some((entry) => entry.role === role));
  const silent = Object.values(state.roster.people).filter(
    ({ id, roles: held, deputy }) =>
      deputy !== undefined &&
      held.some((role) => missing.includes(role)) &&
      !confirmations.some(({ person }) => person === id),
  );
  if (silent.length === 0) return null;
  const names = silent.map(({ name, deputy }) => `${state.roster.people[deputy ?? '']?.name ?? ''} for ${name}`);
  const since = Math.min(...openDecisions(state).map(({ openedAt }) => openedAt));
  const at = since + (state.launch?.plan.rules.deputyAfterMs ?? 0);
  return { leftMs: Math.max(0, at - now), names };
}

/** Who is called at once about a P1 and holds no role in this launch: whom a decision goes to that nobody answers. */
function escalationOf(state: LaunchState): DecisionStanding['escalation'] {
  const plan = state.launch?.plan;
  return (plan?.escalation ?? [])
    .filter((row) => row.severity === 'P1' && row.within === 'at once')
    .flatMap((row) => {
      const contact = plan?.contacts.find((one) => one.id === row.notify);
      return contact === undefined ? [] : [{ title: contact.title, how: contact.how ?? row.method }];
    });
}
