import type { RoleId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { rollbackAuthority } from '#shared/domain/rollback/authority.ts';
import { authorityById, roleTitle } from '#shared/domain/roster/roles.ts';
import { type Candidate, peopleWith } from '#shared/views/who-confirms.ts';

export type RollbackRole = { readonly role: RoleId; readonly title: string; readonly candidates: readonly Candidate[] };
export type RollbackRoles = { readonly title: string; readonly roles: readonly RollbackRole[] };

/** In which roles a rollback is decided just now, and by whom: those of the most severe open decision, else the commander. */
export function rollbackRoles(state: LaunchState): RollbackRoles {
  const plan = state.launch?.plan;
  const found = rollbackAuthority(state);
  const authority = plan === undefined || found === null ? undefined : authorityById(plan, found.authority);
  if (plan === undefined || authority === undefined) return { title: 'nobody', roles: [] };
  const asking = Array.isArray(authority.asks) ? authority.asks : [];
  const roles = authority.asks === 'criterion' ? authority.confirms : asking;
  return {
    title: authority.title,
    roles: roles.map((role) => ({
      role,
      title: roleTitle(plan, role),
      candidates: peopleWith(state, role).map(({ id, name, publicKey }) => ({
        id,
        name,
        isEnrolled: publicKey !== null,
      })),
    })),
  };
}
