import { age } from '#shared/views/format/duration.ts';
import { sources } from '#shared/views/sources.ts';
import { call } from '../../bridge/bridge.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { useSession } from '../../stores/session.ts';
import { show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { rolesText } from '../people/roles-text.ts';
import './sources-row.css';

/** Where we act, how old what we know is, and who is signed in. */
export function SourcesRow() {
  const state = useLaunch((replica) => replica.state);
  const latest = useObservations((seen) => seen.latest);
  const now = useNow();
  const freshMs = useFreshMs();
  const { launch } = state;
  if (launch === null) return null;
  return (
    <section className="sources-row" aria-label="Sources and who is signed in">
      <div className="sources-chips">
        {launch.kind === 'rehearsal' ? <b className="rehearsal-word">REHEARSAL</b> : null}
        <Chip>
          <b className={`env-${launch.kind}`}>
            {launch.cluster?.context ?? 'cluster not reached yet'} / {launch.plan.namespace}
          </b>
        </Chip>
        {sources(latest, now, freshMs).map((source) => (
          <Chip key={source.id} title={source.fault?.message ?? ''}>
            <StateMark tone={source.tone}>{source.title}</StateMark>
            <span className="num dim">
              {source.text === null ? '' : `${source.text} `}
              {source.ageMs === null ? '' : age(source.ageMs)}
            </span>
          </Chip>
        ))}
        {latest === null ? <Chip>no source has answered yet</Chip> : null}
      </div>
      <SessionChip />
    </section>
  );
}

function SessionChip() {
  const person = useSession((session) => session.person);
  const state = useLaunch((replica) => replica.state);
  if (person === null)
    return (
      <Button size="small" shortcut="L" onClick={() => show('sign-in')}>
        Sign in
      </Button>
    );
  return (
    <Button size="small" shortcut="L" onClick={() => void call('identity.lock', {})}>
      <span className="sr-only">Lock, signed in:</span>
      {person.name}
      <span className="muted">{rolesText(state, person.id).split(', ')[0]}</span>
    </Button>
  );
}
