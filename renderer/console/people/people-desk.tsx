import { useState } from 'react';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import { type KeyState, keyState } from '#shared/views/key-state.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useSession } from '../../stores/session.ts';
import { choose, useView } from '../../stores/view.ts';
import { ChangePassphrase } from './change-passphrase.tsx';
import { EnrolCast } from './enrol-cast.tsx';
import { MakeKeyPanel } from './make-key-panel.tsx';
import { PeopleList } from './people-list.tsx';
import { type PersonMode, PersonPanel } from './person-panel.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { useWaitingKeys } from './use-waiting-keys.ts';
import { WitnessPanel } from './witness-panel.tsx';
import './people.css';

/** Everyone, and beside them the one who was chosen: signing in, enrolling, and all about their key and roles. */
export function PeopleDesk({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const state = useLaunch((replica) => replica.state);
  const target = useView((view) => view.target);
  const session = useSession((facts) => facts.person?.id ?? null);
  const waiting = useWaitingKeys();
  const people = Object.values(state.roster.people).map((person) => ({
    person,
    keyOf: keyState(state, person, waiting.keys),
  }));
  const [first] = useState(session ?? state.roster.keeper);
  const named = (id: string | null) => people.find(({ person }) => person.id === id);
  const found = named(target) ?? named(first) ?? people[0];
  const without = people.filter(({ keyOf }) => keyOf.kind === 'none').length;
  return (
    <div className="people-grid">
      <PeopleList people={people} chosen={found?.person.id ?? ''} onChoose={choose} />
      <div className="people-side" data-scrolls="">
        {found === undefined ? null : (
          <OnePerson key={found.person.id} {...found} onMade={waiting.reload} onSignedIn={onSignedIn} />
        )}
        {state.launch?.kind === 'rehearsal' && without > 0 ? <EnrolCast count={without} /> : null}
      </div>
    </div>
  );
}

type Props = {
  readonly person: RosterEntry;
  readonly keyOf: KeyState;
  readonly onMade: () => Promise<void>;
  readonly onSignedIn: () => void;
};

function OnePerson({ person, keyOf, onMade, onSignedIn }: Props) {
  const [mode, setMode] = useState<PersonMode>('rest');
  const rest = (): void => setMode('rest');
  const made = (): void => void onMade().then(rest);
  return (
    <>
      <PersonPanel
        person={person}
        keyOf={keyOf}
        isBrief={mode !== 'rest' || keyOf.pending?.firstWitness != null}
        onMode={setMode}
      />
      {mode === 'passphrase' ? (
        <ChangePassphrase person={person} onClose={rest} />
      ) : mode === 'new-key' || (keyOf.kind !== 'has' && keyOf.pending === null) ? (
        <MakeKeyPanel
          person={person}
          replaces={mode === 'new-key' || keyOf.kind === 'revoked'}
          onMade={made}
          onCancel={mode === 'new-key' ? rest : undefined}
        />
      ) : keyOf.pending !== null ? (
        <WitnessPanel
          key={keyOf.pending.firstWitness ?? 'first'}
          person={person}
          pending={keyOf.pending}
          onSigned={made}
          onAnew={() => setMode('new-key')}
        />
      ) : null}
      {mode === 'rest' && keyOf.kind === 'has' ? <SignInPart person={person} onSignedIn={onSignedIn} /> : null}
    </>
  );
}

function SignInPart({ person, onSignedIn }: { readonly person: RosterEntry; readonly onSignedIn: () => void }) {
  const isHere = useSession((facts) => facts.person?.id === person.id);
  return isHere ? null : <SignInForm person={person} onSignedIn={onSignedIn} />;
}
