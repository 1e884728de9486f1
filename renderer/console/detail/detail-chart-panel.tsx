import { useMemo } from 'react';
import type { DetailChartFacts } from '#shared/contract/observed/detail.ts';
import { eventMarks } from '#shared/views/event-marks.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import { nextLimit } from '#shared/views/limits.ts';
import { useLaunch } from '../../stores/launch.ts';
import { DetailChart } from '../../ui/chart/detail-chart.tsx';

/** The last value of each line, the highest of them. */
const latestOf = ({ lines }: DetailChartFacts): number | null => {
  const last = lines.flatMap(({ values }) => values.findLast((value) => value !== null) ?? []);
  return last.length === 0 ? null : Math.max(...last);
};

type Props = {
  readonly chart: DetailChartFacts;
  readonly span: { readonly from: number; readonly until: number };
};

/** One history of a detail, with its limits and what happened meanwhile; its lines by name. */
export function DetailChartPanel({ chart, span }: Props) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const marks = useMemo(() => eventMarks(state), [state]);
  const lines = chart.lines.map(({ name, color, values }) => ({ title: name, color, values }));
  return (
    <section className="drawer-part">
      <h3>{chart.title}</h3>
      <DetailChart
        label={`${chart.title}: ${lines.map(({ title }) => title).join(', ')}`}
        series={{ times: chart.times, lines }}
        marks={marks}
        limits={chart.limits}
        reach={nextLimit(chart.limits, latestOf(chart))?.value ?? null}
        unit={chart.unit}
        digits={chart.digits}
        least={chart.least}
        span={span}
        timeText={(at) => minuteTime(at, zone)}
      />
      {lines.length < 2 ? null : (
        <p className="drawer-legend">
          {lines.map(({ title, color }) => (
            <span key={title} className={color === 'other' ? 'muted' : color}>
              {title}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
