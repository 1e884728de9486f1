import type { HistoryBar, MonitorRow } from '#shared/views/status/monitor-rows.ts';

const WIDTH = 6;
const SLOTS = 40;
/** Tall when it answered, short when it didn't, nothing where nobody looked: read without colours as well. */
const shapes: Readonly<Record<Exclude<HistoryBar, 'gap'>, { y: number; height: number; fill: string }>> = {
  up: { y: 0, height: 32, fill: 'var(--good)' },
  slow: { y: 6, height: 26, fill: 'var(--watch)' },
  down: { y: 18, height: 14, fill: 'var(--act)' },
};

const spokenBars = (bars: readonly HistoryBar[]): string => {
  const count = (bar: HistoryBar) => bars.filter((one) => one === bar).length;
  return `last ${bars.length} looks: ${count('up')} up, ${count('slow')} slow, ${count('down')} down, ${count('gap')} not made`;
};

/** The last looks of a monitor, newest at the right. */
export const History = ({ bars, title }: Pick<MonitorRow, 'bars' | 'title'>) => (
  <svg
    className="monitor-history"
    viewBox={`0 0 ${SLOTS * WIDTH} 32`}
    preserveAspectRatio="none"
    role="img"
    aria-label={`${title}: ${spokenBars(bars)}`}
  >
    {bars.map((bar, index) => {
      const x = (SLOTS - bars.length + index) * WIDTH;
      // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
      return bar === 'gap' ? null : <rect key={index} x={x} width={WIDTH - 2} {...shapes[bar]} />;
    })}
  </svg>
);
