import { dayTime } from '#shared/views/format/day-time.ts';
import { type PublicityRow, publicity } from '#shared/views/publicity-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { askersOf, everyone } from '../act/who-may.ts';
import { OpenLink } from '../checklists/open-link.tsx';
import './publicity.css';

/** What goes out to the public beside the launch is stopped by its owners, at once (reconciled 31). */
export function PublicityPanel({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const { stop, rows, waiting } = publicity(state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const running = rows.filter((row) => !row.isStopped).length;
  return (
    <Panel
      title={stop === null ? 'Publicity may go out again' : 'Stop outgoing publicity'}
      aside={stop === null ? undefined : <Release waiting={waiting} />}
      tone={stop !== null && running > 0 ? 'act' : 'plain'}
      scrolls
    >
      <ul className="posts">
        {rows.map((row) => (
          <Post key={row.id} row={row} isStop={stop !== null} now={now} />
        ))}
      </ul>
      {stop === null ? null : (
        <p className="dim posts-why">
          {stop.cause}, {dayTime(stop.at, now, zone)}
          {stop.reason === '' ? '' : `: ${stop.reason}`}
        </p>
      )}
    </Panel>
  );
}

/** For whoever may resume; of a launch that was scrubbed nothing goes out any more. */
function Release({ waiting }: { readonly waiting: number }) {
  const state = useLaunch((replica) => replica.state);
  if (state.clock.scrub !== null) return null;
  return (
    <SignButton
      size="small"
      look="quiet"
      title="Let publicity go out again?"
      doing="Release"
      candidates={askersOf(state, 'resume')}
      reason={{ label: 'Reason', isRequired: true }}
      command={(reason) => ({ type: 'publicity.release', reason })}
    >
      <p className="muted">
        {waiting === 0 ? 'No message of ours waits.' : `${waiting} of our messages to the public are sent then.`} Each
        owner schedules their posts again.
      </p>
    </SignButton>
  );
}

type PostProps = { readonly row: PublicityRow; readonly isStop: boolean; readonly now: number };

function Post({ row, isStop, now }: PostProps) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const to = row.isStopped ? 'scheduled' : 'stopped';
  return (
    <li>
      <span className="post-who">
        <b>{row.title}</b>
        <span className="dim">
          {row.isStopped && row.marked !== null ? `${row.marked.by}, ${dayTime(row.marked.at, now, zone)}` : row.owner}
        </span>
        {row.link === null ? null : <OpenLink url={row.link} />}
      </span>
      {row.isStopped ? (
        <StateMark tone={isStop ? 'good' : 'watch'}>stopped</StateMark>
      ) : isStop ? (
        <StateMark tone="act">goes out</StateMark>
      ) : (
        <span className="muted">scheduled</span>
      )}
      <SignButton
        size="small"
        look={to === 'stopped' && isStop ? 'plain' : 'quiet'}
        isDirect
        title={`${row.title}: ${to === 'stopped' ? 'it is stopped?' : 'it goes out again?'}`}
        doing={to === 'stopped' ? 'Stopped' : 'Goes out'}
        candidates={everyone(state)}
        command={() => ({ type: 'publicity.mark', post: row.id, state: to, note: '' })}
      />
    </li>
  );
}
