import type { Person } from './person.ts';

/** What a runbook asks of a roster: a launch's plan has it, and so has a pack that one is made from. */
export type RosterNeeds = {
  readonly roles: readonly {
    readonly id: string;
    readonly title: string;
    readonly minimum: number;
    readonly maximum?: number | null | undefined;
  }[];
  readonly seniorEngineers: { readonly minimum: number };
};

/** What is wrong with a roster for a plan, in words: how many hold each role, twice the same person; null when nothing. */
export function rosterTrouble(plan: RosterNeeds, people: readonly Person[]): string | null {
  const ids = people.map((person) => person.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return `${twice} is on the roster twice.`;
  for (const person of people) {
    const unknown = person.roles.find((role) => !plan.roles.some((known) => known.id === role));
    if (unknown !== undefined) return `${person.name} has the role "${unknown}", which the runbook doesn't have.`;
    if (person.deputy !== undefined && !ids.includes(person.deputy))
      return `The deputy of ${person.name}, ${person.deputy}, is not on the roster.`;
    if (person.deputy === person.id) return `${person.name} can't be their own deputy.`;
  }
  for (const role of plan.roles) {
    const count = people.filter((person) => person.roles.some((held) => held === role.id)).length;
    if (count < role.minimum) return `${role.title} needs ${role.minimum}, and the roster has ${count}.`;
    if (role.maximum != null && count > role.maximum)
      return `${role.title} may be held by ${role.maximum}, and the roster has ${count}.`;
  }
  const seniors = people.filter((person) => person.isSenior).length;
  return seniors < plan.seniorEngineers.minimum
    ? `The runbook needs ${plan.seniorEngineers.minimum} senior engineers, and the roster has ${seniors}.`
    : null;
}
