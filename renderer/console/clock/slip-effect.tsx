import { spoken } from '#shared/views/format/duration.ts';
import { dateText, minuteTime } from '#shared/views/format/wall-time.ts';
import type { SlipPreview } from '#shared/views/slip-preview.ts';
import { StateMark } from '../../ui/state-mark.tsx';

type Props = {
  readonly preview: SlipPreview;
  readonly zone: string;
  /** Said while nothing is chosen: then only what goes with T-0 is shown, with its present time. */
  readonly instead?: string;
};

/** What a slip would move and what not; whether it may be at all. */
export function SlipEffect({ preview, zone, instead }: Props) {
  const { moves, stays } = preview;
  const isSample = instead !== undefined;
  const day = dateText(preview.tZeroAt, zone);
  const said = (at: number): string =>
    dateText(at, zone) === day ? minuteTime(at, zone) : `${dateText(at, zone)} ${minuteTime(at, zone)}`;
  return (
    <>
      <p className="slip-verdict" role="status">
        {isSample ? (
          <span className="muted">{instead}</span>
        ) : (
          <>
            <b>{byText(preview)}.</b> <Verdict preview={preview} />
          </>
        )}
      </p>
      <div className="slip-effect">
        <section>
          <h3>
            {isSample ? 'Would move' : 'Moves'} ({moves.length})
          </h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
          <ul tabIndex={0} data-scrolls="" aria-label="What moves">
            {moves.map(({ thing, fromAt, toAt }) => (
              <li key={`${thing.kind} ${thing.id}`}>
                <span className="ellipsis">{thing.title}</span>
                <span className={isSample ? 'num' : 'num dim'}>{said(fromAt)}</span>
                {isSample ? null : <span className="num">{said(toAt)}</span>}
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>
            {isSample ? 'Would stay' : 'Stays'} ({stays.length})
          </h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
          <ul tabIndex={0} data-scrolls="" aria-label="What stays">
            {stays.map((thing) => (
              <li key={`${thing.kind} ${thing.id}`}>
                <span className="ellipsis">{thing.title}</span>
                <span className="num">{said(thing.projectedAt)}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

/** `15 min later`; within a hold also against a resume now. */
function byText({ byMs, afterResumeMs }: SlipPreview): string {
  const text = (ms: number): string => `${spoken(Math.abs(ms))} ${ms < 0 ? 'earlier' : 'later'}`;
  return afterResumeMs === null ? text(byMs) : `${text(byMs)}, ${text(afterResumeMs)} than after a resume now`;
}

function Verdict({ preview }: { readonly preview: SlipPreview }) {
  if (preview.isPast) return <StateMark tone="act">That is past: T-0 can only move to a time to come.</StateMark>;
  const [trouble] = preview.troubles;
  if (trouble !== undefined) return <StateMark tone="act">{trouble}</StateMark>;
  if (preview.bounds !== 'within')
    return (
      <StateMark tone="act">
        {preview.bounds === 'after' ? 'After the end' : 'Before the begin'} of the launch window: needs an override.
      </StateMark>
    );
  return (
    <span className="muted">
      {preview.movesLaunchDay
        ? 'Launch day moves, and the clock times of the day with it.'
        : 'Within the launch window. Clock times of the day stay.'}
    </span>
  );
}
