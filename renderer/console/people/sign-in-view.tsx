import { useState } from 'react';
import { useLaunch } from '../../stores/launch.ts';
import { useSession } from '../../stores/session.ts';
import { useView } from '../../stores/view.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { EnrolCast } from './enrol-cast.tsx';
import { EnrolPanel } from './enrol-panel.tsx';
import { rolesText } from './roles-text.ts';
import { SignInForm } from './sign-in-form.tsx';
import './people.css';

/** People and keys: sign in, or get a key before a witness. A console without anyone signed in only reads. */
export function SignInView() {
  const state = useLaunch((replica) => replica.state);
  const session = useSession((facts) => facts.person?.id ?? null);
  const target = useView((view) => view.target);
  const people = Object.values(state.roster.people);
  const [chosen, setChosen] = useState<string>(target ?? state.roster.keeper ?? people[0]?.id ?? '');
  const person = state.roster.people[chosen];
  const without = people.filter((one) => one.publicKey === null);
  return (
    <div className="people-grid">
      <Panel title="People" aside={`${people.length - without.length} of ${people.length} have a key`}>
        <ul>
          {people.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="person"
                aria-pressed={one.id === chosen}
                onClick={() => setChosen(one.id)}
              >
                <span>
                  <b>{one.name}</b>
                  <small className="muted">{rolesText(state, one.id)}</small>
                </span>
                {one.id === session ? (
                  <StateMark tone="good">signed in</StateMark>
                ) : one.publicKey === null ? (
                  <StateMark tone="unknown">no key yet</StateMark>
                ) : null}
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      <div className="now-stack">
        {person === undefined ? null : person.publicKey === null ? (
          <EnrolPanel key={person.id} person={person} />
        ) : (
          <SignInForm key={person.id} person={person} />
        )}
        {state.launch?.kind === 'rehearsal' && without.length > 0 ? <EnrolCast count={without.length} /> : null}
      </div>
    </div>
  );
}
