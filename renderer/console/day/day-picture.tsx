import { type KeyboardEvent, useState } from 'react';
import { axisOf } from '#shared/views/day/axis.ts';
import { holdSpans } from '#shared/views/day/holds.ts';
import { lanesOf, phaseBars } from '#shared/views/day/lanes.ts';
import { projectedClock } from '#shared/views/projection/day-clock.ts';
import type { DayThing, Projection } from '#shared/views/projection.ts';
import { useLaunch } from '../../stores/launch.ts';
import { DayAxis } from './day-axis.tsx';
import { DayDetail } from './day-detail.tsx';
import { DayLane } from './day-lane.tsx';
import { keyOf } from './open-thing.ts';
import { PhaseLane } from './phase-lane.tsx';
import type { DaySpan } from './use-day-span.ts';
import { useWidth } from './use-width.ts';
import './day.css';
import './day-marks.css';

type Props = {
  readonly day: Projection;
  readonly rows: readonly DayThing[];
  readonly view: DaySpan;
  readonly now: number;
};

/** Rows of labels more or fewer than usual, by the window's height. */
const extraRows = (): number => (window.innerHeight >= 1000 ? 2 : window.innerHeight < 860 ? -1 : 0);

/** The whole day at a glance, in the launch's zone: what was planned, what is projected, what was, and now. */
export function DayPicture({ day, rows, view, now }: Props) {
  const clock = useLaunch((replica) => replica.state.clock);
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const lines = useLaunch((replica) => replica.lines);
  const [ref, width] = useWidth();
  const [pointed, setPointed] = useState<DayThing | null>(null);
  const { span } = view;
  const lanes = lanesOf(rows, clock.plannedTZeroAt, span, width, extraRows());
  const inOrder = rows.toSorted((a, b) => a.projectedAt - b.projectedAt);
  const isShown = (thing: DayThing): boolean => thing.projectedAt >= span.fromAt && thing.projectedAt <= span.toAt;
  const shown = pointed === null ? undefined : rows.find((thing) => keyOf(thing) === keyOf(pointed));
  const next = inOrder.find((thing) => thing.actualAt === null && isShown(thing)) ?? inOrder.find(isShown);
  const current = shown !== undefined && isShown(shown) ? shown : next;
  const step = (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const at = inOrder.findIndex((thing) => current !== undefined && keyOf(thing) === keyOf(current));
    const to = inOrder[at + by];
    if (by === 0 || to === undefined) return;
    event.preventDefault();
    view.reveal(to.projectedAt);
    setPointed(to);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-day-mark="${CSS.escape(keyOf(to))}"]`)?.focus(),
    );
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move between the marks inside */}
      <div className="day-picture" onKeyDown={step}>
        <div className="day-behind" ref={ref} data-scrolls="">
          <DayAxis
            axis={axisOf(span, zone, width)}
            span={span}
            width={width}
            zone={zone}
            now={now}
            tZeroAt={projectedClock(clock, now).tZeroAt}
            plannedTZeroAt={clock.plannedTZeroAt}
            holds={holdSpans(lines, clock, now)}
          />
        </div>
        <div className="day-lanes">
          {lanes.map((lane) => (
            <DayLane
              key={lane.id}
              lane={lane}
              zone={zone}
              width={width}
              current={current === undefined ? '' : keyOf(current)}
              onPoint={setPointed}
              onReveal={view.reveal}
            />
          ))}
          <PhaseLane bars={phaseBars(day.phases, span, width)} />
        </div>
      </div>
      <DayDetail thing={shown ?? next} zone={zone} />
    </>
  );
}
