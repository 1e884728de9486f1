import type { ReactNode } from 'react';
import { spoken } from '#shared/views/format/duration.ts';
import { dateText, minuteTime } from '#shared/views/format/wall-time.ts';
import { boundsOf, tZeroOnResume } from '#shared/views/slip-preview.ts';
import { tClock } from '#shared/views/t-clock.ts';
import { useLaunch } from '../../stores/launch.ts';
import { StateMark } from '../../ui/state-mark.tsx';

/** Where T-0 stands: planned, now, with the hold so far, and the launch window that bounds it. */
export function ClockFacts({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const { clock } = state;
  const { hold, window, tZeroAt, plannedTZeroAt } = clock;
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const day = dateText(plannedTZeroAt, zone);
  const when = (at: number): string =>
    dateText(at, zone) === day ? minuteTime(at, zone) : `${dateText(at, zone)} ${minuteTime(at, zone)}`;
  const onResume = tZeroOnResume(clock, now);
  const movedMs = tZeroAt - plannedTZeroAt;
  const held = hold?.by == null ? 'someone at a console' : (state.roster.people[hold.by]?.name ?? hold.by);
  return (
    <div className="clock-facts">
      <div className={`clock-t num ${hold === null ? '' : 'watch'}`}>{tClock(clock, now).text}</div>
      <dl>
        <Fact name="Planned" text={when(plannedTZeroAt)} more={day} />
        <Fact
          name="T-0 now"
          text={when(tZeroAt)}
          more={movedMs === 0 ? 'as planned' : `${spoken(Math.abs(movedMs))} ${movedMs > 0 ? 'later' : 'earlier'}`}
        />
        {onResume === tZeroAt ? null : <Fact name="Resumed now" text={when(onResume)} more="would be T-0" />}
        <Fact
          name="Launch window"
          text={window === null ? 'none' : `${when(window.earliestAt)} to ${when(window.latestAt)}`}
          more={window === null ? 'nothing bounds T-0' : <WindowLeft onResume={onResume} latestAt={window.latestAt} />}
        />
      </dl>
      {hold === null ? null : (
        <p className="clock-held">
          <StateMark tone="watch">HOLD</StateMark> since {minuteTime(hold.since, zone)}, {spoken(now - hold.since)}, by{' '}
          {held}
          {hold.reason === '' ? '' : `: ${hold.reason}`}
          {boundsOf(clock, onResume) === 'within' ? null : (
            <>
              . <StateMark tone="act">past the launch window</StateMark>: resuming needs an override
            </>
          )}
        </p>
      )}
      {clock.scrub === null ? null : (
        <p className="clock-held">
          <StateMark tone="act">SCRUBBED</StateMark> at {when(clock.scrub.at)}: {clock.scrub.reason}
        </p>
      )}
    </div>
  );
}

const WindowLeft = ({ onResume, latestAt }: { readonly onResume: number; readonly latestAt: number }): ReactNode =>
  onResume > latestAt ? 'T-0 is past it' : `${spoken(latestAt - onResume)} of it left`;

const Fact = ({ name, text, more }: { readonly name: string; readonly text: string; readonly more?: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd className="num">{text}</dd>
    <dd className="dim">{more}</dd>
  </div>
);
