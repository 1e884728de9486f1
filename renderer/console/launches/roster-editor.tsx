import type { Person } from '#shared/domain/roster/person.ts';
import { addPerson, changePerson, removePerson } from '#shared/views/roster-draft.ts';
import { Button } from '../../ui/button.tsx';
import { PersonRow, type RoleChoice } from './person-row.tsx';
import './roster-editor.css';

type Props = {
  readonly people: readonly Person[];
  readonly roles: readonly RoleChoice[];
  /** What is wrong with it so far; null when nothing. */
  readonly trouble: string | null;
  readonly onChange: (people: readonly Person[]) => void;
};

/** The people of a launch, a line each: name, contact, roles, senior engineer, deputy. */
export const RosterEditor = ({ people, roles, trouble, onChange }: Props) => (
  <div className="roster">
    <div className="roster-line roster-head" aria-hidden="true">
      <span>Name</span>
      <span>Contact</span>
      <span>Roles</span>
      <span>Senior</span>
      <span>Deputy</span>
    </div>
    <ul>
      {people.map((person, index) => (
        <PersonRow
          key={person.id}
          person={person}
          number={index + 1}
          roles={roles}
          others={people.filter((other) => other.id !== person.id)}
          onChange={(changed) => onChange(changePerson(people, changed))}
          onRemove={() => onChange(removePerson(people, person.id))}
        />
      ))}
    </ul>
    <div className="roster-foot">
      <Button size="small" onClick={() => onChange(addPerson(people))}>
        Add a person
      </Button>
      <span role="status" className={trouble === null ? 'good' : 'watch'}>
        {trouble ?? `${people.length} people: every role is filled`}
      </span>
    </div>
  </div>
);
