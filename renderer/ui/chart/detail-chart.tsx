import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Series } from '#shared/views/signals/series.ts';
import './detail-chart.css';
import type { Limit, Mark } from './marks.ts';
import { upperEnd } from './scale.ts';

export type DetailChartProps = {
  readonly label: string;
  /** At most 300 points, renewed at most every 5 s: see performance.md. */
  readonly series: Series;
  readonly marks: readonly Mark[];
  readonly limit: Limit | null;
  readonly unit: string;
  readonly digits: number;
  readonly least: number;
  readonly timeText: (at: number) => string;
};

type Row = { at: number; stable: number | null; canary: number | null };

const rowsOf = (series: Series): Row[] =>
  series.times.map((at, index) => ({
    at,
    stable: series.lines.find((line) => line.color === 'stable')?.values[index] ?? null,
    canary: series.lines.find((line) => line.color === 'canary')?.values[index] ?? null,
  }));

/** A chart that is read: values under the pointer, events marked. Not for what moves every second. */
export function DetailChart({ label, series, marks, limit, unit, digits, least, timeText }: DetailChartProps) {
  const rows = rowsOf(series);
  const top = upperEnd(
    series.lines.map((line) => line.values),
    limit?.value ?? null,
    least,
  );
  const text = (value: unknown): string => (typeof value === 'number' ? `${value.toFixed(digits)} ${unit}` : '–');
  const first = rows.at(0)?.at ?? 0;
  const inside = marks.filter((mark) => mark.at >= first);
  if (rows.length < 2) return <div className="detail-chart detail-chart-empty">no data yet</div>;
  return (
    <div className="detail-chart" role="img" aria-label={label}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={rows} margin={{ top: 16, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--grid)" vertical={false} />
          <XAxis
            dataKey="at"
            type="number"
            domain={['dataMin', 'dataMax']}
            tickFormatter={timeText}
            tickCount={5}
            minTickGap={40}
            stroke="var(--line-strong)"
            tick={{ fill: 'var(--text-3)', fontSize: 11 }}
          />
          <YAxis
            domain={[0, top]}
            tickCount={4}
            width={64}
            tickFormatter={text}
            stroke="var(--line-strong)"
            tick={{ fill: 'var(--text-3)', fontSize: 11 }}
          />
          <Tooltip
            isAnimationActive={false}
            formatter={text}
            labelFormatter={(value) => (typeof value === 'number' ? timeText(value) : '')}
            contentStyle={{ background: 'var(--raised)', border: '1px solid var(--line-strong)', borderRadius: 6 }}
          />
          {inside.map((mark) => (
            <ReferenceLine
              key={`${mark.at} ${mark.label}`}
              x={mark.at}
              stroke="var(--mark)"
              strokeDasharray="2 4"
              label={{ value: mark.label, position: 'top', fill: 'var(--text-2)', fontSize: 11 }}
            />
          ))}
          {limit === null ? null : (
            <ReferenceLine
              y={limit.value}
              stroke={`var(--${limit.tone})`}
              strokeDasharray="7 5"
              label={{ value: limit.label, position: 'insideBottomLeft', fill: `var(--${limit.tone})`, fontSize: 12 }}
            />
          )}
          <Line dataKey="stable" stroke="var(--stable)" strokeWidth={2} dot={false} isAnimationActive={false} />
          <Line dataKey="canary" stroke="var(--canary)" strokeWidth={2} dot={false} isAnimationActive={false} />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
