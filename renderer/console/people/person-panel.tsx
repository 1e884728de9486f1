import type { RosterEntry } from '#shared/domain/roster/state.ts';
import type { KeyState } from '#shared/views/key-state.ts';
import { keyMark } from '#shared/views/key-state.ts';
import { call } from '../../bridge/bridge.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useSession } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { HandOverButton } from './hand-over-button.tsx';
import { RevokeButton } from './revoke-button.tsx';
import { rolesText } from './roles-text.ts';

/** What is asked for beside signing in: a new key, another passphrase. */
export type PersonMode = 'rest' | 'new-key' | 'passphrase';
type Props = {
  readonly person: RosterEntry;
  readonly keyOf: KeyState;
  /** True beside something else that is being done for them: only what belongs to it is shown. */
  readonly isBrief: boolean;
  readonly onMode: (mode: PersonMode) => void;
};

/** Who somebody is in this launch, where they stand with their key, and what can be done about it. */
export function PersonPanel({ person, keyOf, isBrief, onMode }: Props) {
  const state = useLaunch((replica) => replica.state);
  const deputy = state.roster.people[person.deputy ?? ''];
  const mark = keyMark(keyOf);
  const isKeeper = state.roster.keeper === person.id;
  return (
    <Panel title={person.name} aside={isKeeper ? 'keeper of the roster' : undefined}>
      <dl className="facts">
        <dt>Roles</dt>
        <dd>{rolesText(state, person.id) || 'none'}</dd>
        {isBrief ? null : (
          <>
            <dt>Contact</dt>
            <dd className="num">{person.contact || 'none'}</dd>
            <dt>Deputy</dt>
            <dd>{deputy?.name ?? 'none'}</dd>
          </>
        )}
        <dt>Key</dt>
        <dd>
          <StateMark tone={mark.tone}>{mark.text}</StateMark>
          {keyOf.kind !== 'has' ? null : keyOf.pending !== null ? (
            <span className="dim">; until then the key before it counts</span>
          ) : (
            <WordsLine keyOf={keyOf} isKeeper={isKeeper} />
          )}
        </dd>
      </dl>
      {isBrief ? null : <PersonActions person={person} keyOf={keyOf} onMode={onMode} />}
    </Panel>
  );
}

function PersonActions({ person, keyOf, onMode }: Omit<Props, 'isBrief'>) {
  const isHere = useSession((facts) => facts.person?.id === person.id);
  const hasKey = keyOf.kind === 'has';
  if (!hasKey && person.roles.length === 0) return null;
  return (
    <div className="task-actions">
      {isHere ? (
        <Button size="small" shortcut="L" onClick={() => void call('identity.lock', {})}>
          Lock
        </Button>
      ) : null}
      {person.roles.length > 0 ? <HandOverButton person={person} /> : null}
      {hasKey && keyOf.pending === null ? (
        <>
          <Button size="small" onClick={() => onMode('passphrase')}>
            Change passphrase
          </Button>
          <Button size="small" onClick={() => onMode('new-key')}>
            Replace a lost key
          </Button>
        </>
      ) : null}
      {hasKey ? <RevokeButton person={person} /> : null}
    </div>
  );
}

const WordsLine = ({ keyOf, isKeeper }: { readonly keyOf: KeyState; readonly isKeeper: boolean }) => (
  <div className="key-words">
    <span className="num">{keyOf.words.join(' ')}</span>
    <span className="dim">
      {keyOf.witness !== null ? `witness: ${keyOf.witness}` : isKeeper ? 'made with the launch' : ''}
    </span>
  </div>
);
