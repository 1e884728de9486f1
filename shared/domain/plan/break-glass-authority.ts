import { asId } from '../as-id.ts';
import type { AuthorityId, RoleId } from '../ids.ts';
import type { Authority } from './authority.ts';

/** A property of a person, asked for like a role (runbook §3.1 "senior engineer", reconciled 27). */
export const SENIOR_ENGINEER = 'senior-engineer';

/** Of every launch, whatever the pack says: two senior engineers take a rollback on themselves (authority.md "Deputies"). */
export const breakGlassAuthority: Authority = {
  id: asId<AuthorityId>('break-glass'),
  title: 'Break-glass',
  asks: 'criterion',
  confirms: [asId<RoleId>(SENIOR_ENGINEER), asId<RoleId>(SENIOR_ENGINEER)],
  typedName: false,
};
