import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Series } from '#shared/views/signals/series.ts';
import './detail-chart.css';
import type { Limit } from './limits.ts';
import type { Mark } from './marks.ts';
import { upperEnd } from './scale.ts';

export type DetailChartProps = {
  readonly label: string;
  /** At most 300 points, renewed at most every 5 s: see performance.md. */
  readonly series: Series;
  readonly marks: readonly Mark[];
  /** All of them; those within the picture are drawn. */
  readonly limits: readonly Limit[];
  /** The value of the limit that matters now: the picture reaches it. */
  readonly reach: number | null;
  readonly unit: string;
  readonly digits: number;
  readonly least: number;
  readonly timeText: (at: number) => string;
  /** The time that is shown, also where nothing was measured; from the first to the last point without it. */
  readonly span?: { readonly from: number; readonly until: number };
};

type Row = { readonly at: number; readonly [line: string]: number | null };

/** Marks further right than this have their words on their left. */
const LATE = 0.8;

const colorOf = { stable: 'stable', canary: 'canary', other: 'accent' } as const;
const dashes = ['0', '6 3', '2 3', '8 3 2 3'] as const;
const small = { fill: 'var(--text-3)', fontSize: 11 };

const rowsOf = (series: Series): Row[] =>
  series.times.map((at, index) => ({
    at,
    ...Object.fromEntries(series.lines.map((line, place) => [`line${place}`, line.values[index] ?? null])),
  }));

/** Marks too close to be read apart become one, at the place of the first. */
function apart(marks: readonly Mark[], from: number, until: number): readonly Mark[] {
  const found: { at: number; label: string }[] = [];
  for (const mark of marks) {
    const last = found.at(-1);
    if (mark.at < from || mark.at > until) continue;
    if (last !== undefined && mark.at - last.at < (until - from) / 20) last.label += `, ${mark.label}`;
    else found.push({ at: mark.at, label: mark.label });
  }
  return found;
}

/** Lines of the same colour are told apart by their dashes. */
const dashOf = (series: Series, place: number): string => {
  const before = series.lines.slice(0, place).filter(({ color }) => color === series.lines[place]?.color).length;
  return dashes[before % dashes.length] ?? '0';
};

/** A chart that is read: values under the pointer, events marked. Not for what moves every second. */
export function DetailChart(props: DetailChartProps) {
  const { label, series, marks, limits, unit, digits, least, timeText } = props;
  const rows = rowsOf(series);
  const top = upperEnd(
    series.lines.map((line) => line.values),
    props.reach,
    least,
  );
  const text = (value: unknown): string => (typeof value === 'number' ? `${value.toFixed(digits)} ${unit}` : '–');
  const first = props.span?.from ?? rows.at(0)?.at ?? 0;
  const last = props.span?.until ?? rows.at(-1)?.at ?? 0;
  if (rows.length < 2) return <div className="detail-chart detail-chart-empty">no data yet</div>;
  return (
    <div className="detail-chart" role="img" aria-label={label}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={rows} margin={{ top: 16, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--grid)" vertical={false} />
          <XAxis
            dataKey="at"
            type="number"
            domain={[first, last]}
            tickFormatter={timeText}
            tickCount={5}
            minTickGap={40}
            stroke="var(--line-strong)"
            tick={small}
          />
          <YAxis
            domain={[0, top]}
            tickCount={4}
            width={64}
            tickFormatter={text}
            stroke="var(--line-strong)"
            tick={small}
          />
          <Tooltip
            isAnimationActive={false}
            formatter={text}
            labelFormatter={(value) => (typeof value === 'number' ? timeText(value) : '')}
            contentStyle={{ background: 'var(--raised)', border: '1px solid var(--line-strong)', borderRadius: 6 }}
          />
          {apart(marks, first, last).map((mark) => (
            <ReferenceLine
              key={`${mark.at} ${mark.label}`}
              x={mark.at}
              stroke="var(--mark)"
              strokeDasharray="2 4"
              label={{
                value: mark.label,
                position: mark.at - first > (last - first) * LATE ? 'insideTopRight' : 'insideTopLeft',
                fill: 'var(--text-2)',
                fontSize: 11,
              }}
            />
          ))}
          {limits
            .filter((limit) => limit.value <= top)
            .map((limit) => (
              <ReferenceLine
                key={limit.label}
                y={limit.value}
                stroke={`var(--${limit.tone})`}
                strokeDasharray="7 5"
                label={{
                  value: limit.label,
                  position: 'insideBottomLeft',
                  fill: `var(--${limit.tone})`,
                  fontSize: 12,
                }}
              />
            ))}
          {series.lines.map((line, place) => (
            <Line
              key={`${line.title} ${line.color}`}
              name={line.title}
              dataKey={`line${place}`}
              stroke={`var(--${colorOf[line.color]})`}
              strokeDasharray={dashOf(series, place)}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
