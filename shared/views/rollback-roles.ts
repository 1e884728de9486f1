import type { RoleId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Authority } from '#shared/domain/plan/authority.ts';
import { rollbackAuthority } from '#shared/domain/rollback/authority.ts';
import { authorityById, roleTitle } from '#shared/domain/roster/roles.ts';
import { actingPeople } from '#shared/views/acting-people.ts';
import type { Candidate } from '#shared/views/who-confirms.ts';

export type RollbackRole = { readonly role: RoleId; readonly title: string; readonly candidates: readonly Candidate[] };
export type RollbackRoles = { readonly title: string; readonly roles: readonly RollbackRole[] };

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
  if (authority === undefined) return { title: 'nobody', roles: [] };
  return { title: authority.title, roles: rolesOf(state, authority, now) };
}
