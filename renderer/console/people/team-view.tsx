import { choose, useView } from '../../stores/view.ts';
import { Parts, partOf } from '../../ui/parts.tsx';
import { PeopleDesk } from './people-desk.tsx';
import { ReadOnlyNote } from './read-only-note.tsx';
import { WarRoomPart } from './war-room-part.tsx';
import './people.css';

const parts = [
  { id: 'people', title: 'People and keys' },
  { id: 'war-room', title: 'War room' },
] as const;

/** Who takes part, who holds which role, who has a key; the roles' duties, experts and contacts. */
export function TeamView() {
  const part = useView(({ target }) => partOf(parts, target));
  return (
    <div className="people-view">
      <Parts label="Parts of the team" parts={parts} shown={part} onShow={choose} />
      {part === 'people' ? (
        <>
          <ReadOnlyNote />
          <PeopleDesk onSignedIn={() => undefined} />
        </>
      ) : (
        <WarRoomPart />
      )}
    </div>
  );
}
