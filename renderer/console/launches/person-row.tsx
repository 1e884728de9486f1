import type { RoleId } from '#shared/domain/ids.ts';
import type { Person } from '#shared/domain/roster/person.ts';
import { withDeputy, withRole } from '#shared/views/roster-draft.ts';
import { Button } from '../../ui/button.tsx';

export type RoleChoice = { readonly id: RoleId; readonly title: string };
type Props = {
  readonly person: Person;
  readonly number: number;
  readonly roles: readonly RoleChoice[];
  readonly others: readonly Person[];
  readonly onChange: (person: Person) => void;
  readonly onRemove: () => void;
};

/** One person of a roster that is being written. */
export function PersonRow({ person, number, roles, others, onChange, onRemove }: Props) {
  const who = person.name || `person ${number}`;
  return (
    <li className="roster-line">
      <input
        className="line-input"
        aria-label={`Name of person ${number}`}
        value={person.name}
        onChange={(event) => onChange({ ...person, name: event.target.value })}
      />
      <input
        className="line-input"
        aria-label={`Contact of ${who}`}
        value={person.contact}
        onChange={(event) => onChange({ ...person, contact: event.target.value })}
      />
      <Roles person={person} who={who} roles={roles} onChange={onChange} />
      <input
        type="checkbox"
        className="roster-tick"
        aria-label={`${who} is a senior engineer`}
        checked={person.isSenior}
        onChange={(event) => onChange({ ...person, isSenior: event.target.checked })}
      />
      <select
        className="line-input"
        aria-label={`Deputy of ${who}`}
        value={person.deputy ?? ''}
        onChange={(event) => onChange(withDeputy(person, event.target.value))}
      >
        <option value="">none</option>
        {others.map((other) => (
          <option key={other.id} value={other.id}>
            {other.name || 'no name yet'}
          </option>
        ))}
      </select>
      <Button size="small" look="quiet" aria-label={`Take ${who} off the roster`} onClick={onRemove}>
        ×
      </Button>
    </li>
  );
}

type RolesProps = Pick<Props, 'person' | 'roles' | 'onChange'> & { readonly who: string };

function Roles({ person, who, roles, onChange }: RolesProps) {
  const left = roles.filter((role) => !person.roles.includes(role.id));
  const titleOf = (id: RoleId): string => roles.find((role) => role.id === id)?.title ?? id;
  return (
    <div className="roster-roles">
      {person.roles.map((id) => (
        <button
          key={id}
          type="button"
          className="role-chip"
          aria-label={`Take ${titleOf(id)} from ${who}`}
          onClick={() => onChange(withRole(person, id, false))}
        >
          {titleOf(id)} <span aria-hidden="true">×</span>
        </button>
      ))}
      {left.length === 0 ? null : (
        <select
          className="role-add"
          aria-label={`Give ${who} a role`}
          value=""
          onChange={(event) => {
            const role = left.find(({ id }) => id === event.target.value);
            if (role !== undefined) onChange(withRole(person, role.id, true));
          }}
        >
          <option value="">+ role</option>
          {left.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
