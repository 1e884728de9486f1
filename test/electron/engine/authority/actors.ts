import { PersonId, RoleId } from '#shared/domain/ids.ts';
import type { Person } from '#shared/domain/roster/person.ts';

const person = (id: string, name: string, roles: readonly string[], isSenior: boolean, deputy?: string): Person => ({
  id: PersonId.parse(id),
  name,
  roles: roles.map((role) => RoleId.parse(role)),
  isSenior,
  contact: '#launch-war-room',
  ...(deputy === undefined ? {} : { deputy: PersonId.parse(deputy) }),
});

/** One person for every role of the Media Gateway, and everybody whose right hangs on something else than a role. */
export const roster: readonly Person[] = [
  person('commander', 'C. Commander', ['launch-commander'], true, 'deputy'),
  person('technical', 'T. Technical', ['technical-lead'], true),
  person('operations', 'O. Operations', ['operations-lead', 'sre-lead'], true),
  person('communications', 'C. Communications', ['communications-lead'], false),
  person('scribe', 'S. Scribe', ['scribe'], false),
  person('expert', 'E. Expert', ['subject-expert'], false),
  person('engineering', 'E. Engineering', ['engineering-lead'], true),
  person('product', 'P. Product', ['product-owner'], false, 'quality'),
  person('quality', 'Q. Quality', ['qa-lead'], false),
  person('security', 'S. Security', ['security-lead'], false),
  person('on-call', 'O. Oncall', ['on-call-engineer'], true),
  // A senior engineer and one who isn't, both without any role; the commander's deputy has no right of their own.
  person('senior', 'S. Senior', [], true),
  person('engineer', 'E. Engineer', [], false),
  person('deputy', 'D. Deputy', [], false),
  // Would be a senior Technical Lead, but their key was revoked; and one who never enrolled.
  person('revoked', 'R. Revoked', ['technical-lead'], true),
  person('unenrolled', 'U. Unenrolled', ['on-call-engineer'], true),
];

export const keeper = PersonId.parse('scribe');

/** Who stands before a console without a key that counts. */
export const unsigned = ['nobody', 'revoked', 'unenrolled'] as const;
export const signedIn: readonly string[] = roster
  .map((entry) => entry.id as string)
  .filter((id) => id !== 'revoked' && id !== 'unenrolled');
export const actors: readonly string[] = [...signedIn, ...unsigned];

/** Who is a senior engineer with a key that counts. */
export const seniors: readonly string[] = roster
  .filter((entry) => entry.isSenior && signedIn.includes(entry.id))
  .map((entry) => entry.id);
