import { useMemo, useState } from 'react';
import { dayRowsOf } from '#shared/views/day-rows.ts';
import { projection } from '#shared/views/projection.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useSession } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Parts } from '../../ui/parts.tsx';
import { DayList } from './day-list.tsx';
import { DayPicture } from './day-picture.tsx';
import { useDaySpan } from './use-day-span.ts';
import './day.css';
import './day-marks.css';

/** The day: its picture, and under it the list with a countdown for each entry. */
export function DayView() {
  const state = useLaunch((replica) => replica.state);
  const person = useSession((session) => session.person?.id ?? null);
  const now = useNow();
  const day = useMemo(() => projection(state, now), [state, now]);
  const rows = useMemo(() => dayRowsOf(day), [day]);
  const view = useDaySpan(day, state.clock, now);
  const [whose, setWhose] = useState<'all' | 'mine'>('all');
  const roles = person === null ? [] : (state.roster.people[person]?.roles ?? []);
  const mine = rows.filter((thing) => thing.roles.some((role) => roles.includes(role)));
  const things = whose === 'all' ? rows : mine;
  return (
    <>
      <Panel
        title="The day"
        aside={
          <span className="day-zooms">
            <Parts
              label="Whose entries"
              parts={[
                { id: 'all', title: `All ${rows.length}` },
                { id: 'mine', title: `My roles ${mine.length}` },
              ]}
              shown={whose}
              onShow={setWhose}
            />
            <Zooms view={view} />
          </span>
        }
        className="day-panel"
      >
        <DayPicture day={day} rows={things} view={view} now={now} />
      </Panel>
      <section className="panel day-entries" aria-label="Entries">
        <DayList key={whose} things={things} whose={whose} now={now} />
      </section>
    </>
  );
}

function Zooms({ view }: { readonly view: ReturnType<typeof useDaySpan> }) {
  return (
    <>
      <Parts
        label="What the picture shows"
        parts={[
          { id: 'day', title: 'Day' },
          { id: 'hours', title: 'Hours' },
          { id: 'launch', title: 'Launch hour' },
        ]}
        shown={view.zoom ?? 'own'}
        onShow={(zoom) => (zoom === 'own' ? undefined : view.choose(zoom))}
      />
      <Button size="small" aria-label="Wider" shortcut="-" onClick={view.wider}>
        Wider
      </Button>
      <Button size="small" aria-label="Closer" shortcut="+" onClick={view.closer}>
        Closer
      </Button>
    </>
  );
}
