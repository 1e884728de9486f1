import { typedNameFor } from '#shared/domain/confirmation/typed-name.ts';
import type { RoleId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Authority } from '#shared/domain/plan/authority.ts';
import { rollbackAuthority } from '#shared/domain/rollback/authority.ts';
import { authorityById, roleTitle } from '#shared/domain/roster/roles.ts';
import { actingPeople } from './acting-people.ts';
import type { Candidate } from './who-confirms.ts';

type RollbackRole = { readonly role: RoleId; readonly title: string; readonly candidates: readonly Candidate[] };
type RollbackRoles = {
  /** What has to be typed to ask for the quick rollback; null where nothing has to be. */
  readonly typedName: string | null;
  readonly title: string;
  readonly roles: readonly RollbackRole[];
};

/** The roles that may ask by an authority, with who may act in them now, deputies of the silent among them. */
export function rolesOf(state: LaunchState, authority: Authority, now: number): readonly RollbackRole[] {
  const plan = state.launch?.plan;
  const asking = Array.isArray(authority.asks) ? authority.asks : [];
  return (authority.asks === 'criterion' ? authority.confirms : asking).map((role) => ({
    role,
    title: plan === undefined ? role : roleTitle(plan, role),
    candidates: actingPeople(state, role, now),
  }));
}

/** In which roles a rollback is decided just now, and by whom: those of the most severe open decision, else the commander. */
export function rollbackRoles(state: LaunchState, now: number): RollbackRoles {
  const plan = state.launch?.plan;
  const found = rollbackAuthority(state);
  const authority = plan === undefined || found === null ? undefined : authorityById(plan, found.authority);
  if (plan === undefined || authority === undefined) return { typedName: null, title: 'nobody', roles: [] };
  const typedName = typedNameFor(state, authority.id, plan.quickRollback.title);
  return { typedName, title: authority.title, roles: rolesOf(state, authority, now) };
}

/** Who may close a decision without rolling back: the commander's alone, with whoever stands in for a silent one. */
export function whoKeepsGoing(state: LaunchState, now: number): readonly Candidate[] {
  const plan = state.launch?.plan;
  const authority = plan === undefined ? undefined : authorityById(plan, plan.rollbackAuthority);
  const asking = authority !== undefined && Array.isArray(authority.asks) ? authority.asks : [];
  const people = asking.flatMap((role) => actingPeople(state, role, now));
  return [...new Map(people.map((one) => [one.id, one])).values()];
}
