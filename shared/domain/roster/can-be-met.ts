import { requiredRoles } from '../confirmation/outstanding.ts';
import type { Authority } from '../plan/authority.ts';
import { SENIOR_ENGINEER } from '../plan/break-glass-authority.ts';
import type { LaunchPlan } from '../plan/launch-plan.ts';
import type { Person } from './person.ts';
import { roleTitle } from './roles.ts';

const has = (person: Person, role: string) =>
  role === SENIOR_ENGINEER ? person.isSenior : person.roles.some((held) => held === role);

/** Whether distinct people can fill who asks and everyone who confirms. */
export function canBeMet(authority: Authority, people: readonly Person[]): boolean {
  const { asks } = authority;
  const askers: readonly (Person | null)[] = Array.isArray(asks)
    ? people.filter((person) => asks.some((role) => has(person, role)))
    : [null];
  return askers.some((asker) => {
    const others = people.filter((person) => person !== asker);
    return canFill(authority.confirms, others);
  });
}

function canFill(roles: readonly string[], people: readonly Person[]): boolean {
  const [first, ...rest] = roles;
  if (first === undefined) return true;
  return people.some(
    (person) =>
      has(person, first) &&
      canFill(
        rest,
        people.filter((other) => other !== person),
      ),
  );
}

/** The authorities that these people can't meet, in words; null when they meet all (authority.md). */
export function unmetAuthorities(plan: LaunchPlan, people: readonly Person[]): string | null {
  const unmet = plan.authorities.filter((authority) => !canBeMet(authority, people));
  if (unmet.length === 0) return null;
  return unmet
    .map((authority) => {
      const confirm = requiredRoles(authority, null).map((role) => roleTitle(plan, role));
      const ask = Array.isArray(authority.asks) ? authority.asks.map((role) => roleTitle(plan, role)) : [];
      return `${authority.title} (${confirm.join(' + ') || ask.join(' or ')})`;
    })
    .join('; ');
}
