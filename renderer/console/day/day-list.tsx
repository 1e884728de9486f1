import { Fragment, useEffect, useRef } from 'react';
import { dateText } from '#shared/views/format/wall-time.ts';
import type { DayThing } from '#shared/views/projection.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useSession } from '../../stores/session.ts';
import { Table } from '../../ui/table.tsx';
import { DayRow } from './day-row.tsx';
import { keyOf } from './open-thing.ts';
import './day-list.css';

type Props = { readonly things: readonly DayThing[]; readonly whose: 'all' | 'mine'; readonly now: number };

/** The entries by planned time; it opens at the first that isn't done. */
export function DayList({ things, whose, now }: Props) {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const isSignedIn = useSession((session) => session.person !== null);
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = scroll.current;
    const head = box?.querySelector('thead');
    const first = box?.querySelector<HTMLElement>('[data-day-open]');
    // One row of what was before is still seen.
    const top = first?.previousElementSibling ?? first;
    if (box && head && top instanceof HTMLElement) box.scrollTop = Math.max(0, top.offsetTop - head.offsetHeight);
  }, []);
  if (things.length === 0)
    return (
      <p className="muted">
        {whose === 'mine' && !isSignedIn ? 'Nobody is signed in: sign in (L) to see yours.' : 'Nothing here is yours.'}
      </p>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <div className="day-scroll" ref={scroll} tabIndex={0} data-scrolls="">
      <Table
        label="Entries of the day"
        head={['State', 'Entry', 'Planned', 'Projected', 'Actual', 'Left', 'Why late', '']}
      >
        {things.map((thing, index) => {
          const date = dateText(thing.plannedAt, zone);
          const before = things[index - 1];
          const isNewDay = before === undefined || dateText(before.plannedAt, zone) !== date;
          return (
            <Fragment key={keyOf(thing)}>
              {isNewDay ? (
                <tr className="day-row-date">
                  <th colSpan={8} scope="rowgroup">
                    {date}
                  </th>
                </tr>
              ) : null}
              <DayRow thing={thing} date={date} zone={zone} now={now} />
            </Fragment>
          );
        })}
      </Table>
    </div>
  );
}
