import type { LaunchState } from '#shared/domain/launch/state.ts';
import { openDecisions, rollbackAuthority } from '#shared/domain/rollback/authority.ts';
import { breakGlassOpensAt } from '#shared/domain/rollback/break-glass.ts';
import type { DecisionEntry } from '#shared/domain/rollback/state.ts';
import { rollbackInHand } from '#shared/domain/rollout/attempt.ts';
import { authorityById, roleTitle } from '#shared/domain/roster/roles.ts';
import { type Acting, actingPeople } from './acting-people.ts';

/** A role that decides about an open decision, and who may act in it now. */
export type DecidingRole = {
  readonly role: string;
  readonly title: string;
  readonly people: readonly Acting[];
};
export type DecisionStanding = {
  readonly decision: DecisionEntry;
  readonly authority: string;
  /** Until its time is over, milliseconds; null where there is none. */
  readonly leftMs: number | null;
  readonly given: readonly { readonly name: string; readonly title: string }[];
  readonly missing: readonly DecidingRole[];
  /** Who comes in for whom once nobody has answered; `leftMs` zero when they may already. */
  readonly deputies: { readonly leftMs: number; readonly names: readonly string[] } | null;
  /** Whom to call when nobody answers, with how (runbook §4.3). */
  readonly escalation: readonly { readonly title: string; readonly how: string }[];
  /** When two senior engineers may take it on themselves. */
  readonly breakGlass: { readonly opensAt: number; readonly leftMs: number };
};

/** The gravest open decision: its clock, who decides, who still has to, and what comes when nobody does. */
export function decisionStanding(state: LaunchState, now: number): DecisionStanding | null {
  const plan = state.launch?.plan;
  const [decision] = openDecisions(state);
  const found = rollbackAuthority(state);
  const authority = plan === undefined || found === null ? undefined : authorityById(plan, found.authority);
  if (plan === undefined || decision === undefined || authority === undefined) return null;
  const roles = authority.confirms.length > 0 || !Array.isArray(authority.asks) ? authority.confirms : authority.asks;
  const confirmations = rollbackInHand(state)?.confirmations ?? [];
  const missing = roles.filter((role) => !confirmations.some((entry) => entry.role === role));
  return {
    decision,
    authority: authority.title,
    leftMs: decision.dueAt === null ? null : decision.dueAt - now,
    given: confirmations.map(({ person, role }) => ({
      name: state.roster.people[person]?.name ?? person,
      title: roleTitle(plan, role),
    })),
    missing: missing.map((role) => ({
      role,
      title: roleTitle(plan, role),
      people: actingPeople(state, role, now).filter(({ id }) => !confirmations.some((entry) => entry.person === id)),
    })),
    deputies: deputiesOf(state, missing, decision, now),
    escalation: escalationOf(state),
    breakGlass: breakGlass(breakGlassOpensAt(state, decision), now),
  };
}

const breakGlass = (opensAt: number, now: number): DecisionStanding['breakGlass'] => ({
  opensAt,
  leftMs: Math.max(0, opensAt - now),
});

function deputiesOf(
  state: LaunchState,
  missing: readonly string[],
  decision: DecisionEntry,
  now: number,
): DecisionStanding['deputies'] {
  const people = Object.values(state.roster.people);
  const names = missing.flatMap((role) =>
    people
      .filter((person) => person.roles.some((held) => held === role) && person.deputy !== undefined)
      .map((person) => `${state.roster.people[person.deputy ?? '']?.name ?? ''} for ${person.name}`),
  );
  if (names.length === 0) return null;
  const at = decision.openedAt + (state.launch?.plan.rules.deputyAfterMs ?? 0);
  return { leftMs: Math.max(0, at - now), names: [...new Set(names)] };
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
