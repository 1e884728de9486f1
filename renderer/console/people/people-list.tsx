import type { RosterEntry } from '#shared/domain/roster/state.ts';
import { type KeyState, keyMark } from '#shared/views/key-state.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useSession } from '../../stores/session.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { rolesText } from './roles-text.ts';

type Props = {
  readonly people: readonly { readonly person: RosterEntry; readonly keyOf: KeyState }[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
};

/** Everyone of the roster, with where they stand with their key. */
export function PeopleList({ people, chosen, onChoose }: Props) {
  const state = useLaunch((replica) => replica.state);
  const session = useSession((facts) => facts.person?.id ?? null);
  const withKey = people.filter(({ keyOf }) => keyOf.kind === 'has').length;
  return (
    <Panel title="People" aside={`${withKey} of ${people.length} have a key`} scrolls>
      <ul className="people-list">
        {people.map(({ person, keyOf }) => {
          const mark = keyMark(keyOf);
          return (
            <li key={person.id}>
              <button
                type="button"
                className="person"
                aria-pressed={person.id === chosen}
                onClick={() => onChoose(person.id)}
              >
                <span className="person-who">
                  <b>{person.name}</b>
                  <small className="muted">{rolesText(state, person.id) || 'no role'}</small>
                </span>
                {person.id === session ? (
                  <b className="person-here">signed in here</b>
                ) : mark.tone === 'good' ? (
                  <span className="dim">{mark.text}</span>
                ) : (
                  <StateMark tone={mark.tone}>{mark.text}</StateMark>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
