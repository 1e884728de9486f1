import type { LaunchState } from '#shared/domain/launch/state.ts';
import { roleTitle } from '#shared/domain/roster/roles.ts';

/** `Launch Commander` or `Technical Lead, senior engineer`. */
export function rolesText(state: LaunchState, personId: string): string {
  const person = state.roster.people[personId];
  const plan = state.launch?.plan;
  if (person === undefined || plan === undefined) return '';
  const titles = person.roles.map((role) => roleTitle(plan, role));
  return [...titles, ...(person.isSenior ? ['senior engineer'] : [])].join(', ');
}
