import { countdown } from '#shared/views/day/countdown.ts';
import { dayMark, lateText } from '#shared/views/day/words.ts';
import { dateText, minuteTime } from '#shared/views/format/wall-time.ts';
import { type DayThing, isWord } from '#shared/views/projection.ts';
import { useLaunch } from '../../stores/launch.ts';
import { ProgressMark } from '../../ui/progress-mark.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { everyone } from '../act/who-may.ts';
import { keyOf, openThing } from './open-thing.ts';

type Props = { readonly thing: DayThing; readonly date: string; readonly zone: string; readonly now: number };

/** One entry: how it stands, its three times, what is left, why it is late; what is a person's word is given here. */
export function DayRow({ thing, date, zone, now }: Props) {
  const said = (at: number): string =>
    dateText(at, zone) === date ? minuteTime(at, zone) : `${dateText(at, zone)} ${minuteTime(at, zone)}`;
  const isOnlySaid = thing.kind === 'checkpoint' || (thing.entry !== undefined && isWord(thing.entry));
  const late = lateText(thing);
  const { tone } = dayMark(thing);
  return (
    <tr
      data-day-row={keyOf(thing)}
      data-day-open={thing.state === 'done' || thing.isOverdue ? undefined : ''}
      className={`day-row day-row-${thing.state}`}
    >
      <td>
        <ProgressMark {...dayMark(thing)} />
      </td>
      <td>
        {isOnlySaid ? (
          thing.title
        ) : (
          <button type="button" className="day-link" onClick={() => openThing(thing)}>
            {thing.title}
          </button>
        )}
      </td>
      <td className="num dim">{minuteTime(thing.plannedAt, zone)}</td>
      <td className="num">
        {thing.actualAt !== null ? '' : thing.isOverdue ? 'now' : said(thing.projectedAt)}
        {thing.actualAt === null && late !== '' ? <span className={tone ?? 'muted'}> {late}</span> : null}
      </td>
      <td className="num muted">{thing.actualAt === null ? '' : said(thing.actualAt)}</td>
      <td className={`num ${thing.isOverdue ? (tone ?? '') : ''}`}>{countdown(thing, now)}</td>
      <td className="muted">{thing.cause}</td>
      <td className="right">{thing.entry !== undefined && isWord(thing.entry) ? <Word thing={thing} /> : null}</td>
    </tr>
  );
}

/** A person says that an entry has happened, or that it hasn't after all. */
function Word({ thing }: { readonly thing: DayThing }) {
  const state = useLaunch((replica) => replica.state);
  const hasHappened = thing.actualAt !== null;
  return (
    <SignButton
      size="small"
      look={hasHappened ? 'quiet' : 'plain'}
      isDirect
      title={hasHappened ? `${thing.title}: it has not happened after all?` : `${thing.title}: it has happened?`}
      doing={hasHappened ? 'Undo' : 'Happened'}
      candidates={everyone(state)}
      reason={{ label: 'Note (may be left empty)', isRequired: false }}
      command={(note) => ({ type: 'entry.mark', entry: thing.id, hasHappened: !hasHappened, note })}
    />
  );
}
