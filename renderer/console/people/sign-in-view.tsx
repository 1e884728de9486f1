import { show } from '../../stores/view.ts';
import { PeopleDesk } from './people-desk.tsx';
import { ReadOnlyNote } from './read-only-note.tsx';
import './people.css';

/** Sign in, or get a key before a witness; then on to what has to be done now. */
export const SignInView = () => (
  <div className="people-view">
    <ReadOnlyNote />
    <PeopleDesk onSignedIn={() => show('now')} />
  </div>
);
