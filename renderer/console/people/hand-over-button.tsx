import { useState } from 'react';
import { asId } from '#shared/domain/as-id.ts';
import type { PersonId, RoleId } from '#shared/domain/ids.ts';
import { roleTitle } from '#shared/domain/roster/roles.ts';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import { whoMayChange } from '#shared/views/who-may-change.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Choice } from '../../ui/field.tsx';
import { SignButton } from '../act/sign-button.tsx';

/** Passes one of a person's roles to somebody else who has a key; refused when an authority couldn't be met after it. */
export function HandOverButton({ person }: { readonly person: RosterEntry }) {
  const state = useLaunch((replica) => replica.state);
  const plan = state.launch?.plan;
  const others = Object.values(state.roster.people).filter((one) => one.id !== person.id && one.publicKey !== null);
  const [wantedRole, setRole] = useState('');
  const [wantedTo, setTo] = useState('');
  const role = person.roles.find((held) => held === wantedRole) ?? person.roles[0];
  const to = others.find((one) => one.id === wantedTo) ?? others.find((one) => one.id === person.deputy) ?? others[0];
  if (plan === undefined || role === undefined || to === undefined) return null;
  return (
    <SignButton
      size="small"
      title={`Hand over a role of ${person.name}`}
      doing="Hand over"
      candidates={whoMayChange(state, person)}
      reason={{ label: 'Reason', isRequired: true }}
      command={(reason) => ({
        type: 'role.hand-over',
        role: asId<RoleId>(role),
        from: person.id,
        to: asId<PersonId>(to.id),
        reason,
      })}
    >
      <p className="muted">
        From then on only the other person acts in the role. What they signed before still stands.
      </p>
      <Choice
        label="Role"
        value={role}
        onChange={setRole}
        choices={person.roles.map((held) => ({ value: held, text: roleTitle(plan, held) }))}
      />
      <Choice
        label="To"
        value={to.id}
        onChange={setTo}
        choices={others.map((one) => ({
          value: one.id,
          text: one.id === person.deputy ? `${one.name} (deputy)` : one.name,
        }))}
      />
    </SignButton>
  );
}
