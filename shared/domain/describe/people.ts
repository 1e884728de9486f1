import { never } from '../../lib/invariant.ts';
import type { AdoptionEvent } from '../adoption/events.ts';
import type { RosterEvent } from '../roster/events.ts';
import { because, type Line, line, type Words } from './words.ts';

export type PeopleEvent = RosterEvent | AdoptionEvent;

/** Lines of keys, roles and adopted changes. */
export function describePeople(event: PeopleEvent, { name, role }: Words): Line {
  switch (event.type) {
    case 'person.enrolled':
      return line('Enrolled', `${name(event.person)}, witness ${name(event.witness)}`);
    case 'person.witnessed':
      return line('Witnessed', `${name(event.person)}, first witness ${name(event.witness)}; a second is needed`);
    case 'person.revoked':
      return line('Key revoked', `${name(event.person)}, by ${name(event.by)}${because(event.reason)}`, 'watch');
    case 'role.handed-over':
      return line(
        'Handed over',
        `${role(event.role)} from ${name(event.from)} to ${name(event.to)}${event.by === event.from ? '' : `, by ${name(event.by)}`}${because(event.reason)}`,
        'watch',
      );
    case 'adoption.requested':
      return line('Change to adopt', `pack ${event.plan.pack.version}, asked for by ${name(event.by)}`, 'watch');
    case 'adoption.confirmed':
      return line('Change confirmed', `${name(event.by)} as ${role(event.role)}`);
    case 'adoption.denied':
      return line('Change denied', `${name(event.by)}${because(event.reason)}`, 'watch');
    case 'adoption.adopted':
      return line('Change adopted', 'the launch goes on with it', 'watch');
    default:
      return never(event, 'describePeople');
  }
}
