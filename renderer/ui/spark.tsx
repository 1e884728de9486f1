import './spark.css';

type Color = 'stable' | 'canary' | 'watch' | 'act' | 'unknown';
type Values = readonly (number | null)[];
type Props = {
  readonly values: Values;
  readonly color: Color;
  readonly label: string;
  /** What it is compared with, drawn behind it on the same scale. */
  readonly against?: { readonly values: Values; readonly color: Color } | null;
  /** The upper end is at least this: what is far below its limit looks calm. */
  readonly least?: number;
};
const width = 120;
const height = 34;

/** The highest value of all, with some air; 1 where there is none. */
const topOf = (lines: readonly Values[], least = 0): number => {
  let top = least / 1.2;
  for (const values of lines) for (const value of values) if (value !== null && value > top) top = value;
  return top * 1.2 || 1;
};

/** Draws the values over the full width; a missing value lifts the pen, and a value alone between two is a dot. */
export function sparkPath(values: Values, top: number = topOf([values])): string {
  let path = '';
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const x = values.length < 2 ? width : (index / (values.length - 1)) * width;
    const at = `${x.toFixed(1)} ${(height - 2 - (value / top) * (height - 4)).toFixed(1)}`;
    const isFirst = (values[index - 1] ?? null) === null;
    path += `${isFirst ? 'M' : 'L'}${at}`;
    if (isFirst && (values[index + 1] ?? null) === null) path += 'h.1';
  }
  return path;
}

/** A small trend: one SVG path for each line, cheap enough to be redrawn every second. */
export function Spark({ values, color, label, against = null, least = 0 }: Props) {
  const top = topOf(against === null ? [values] : [values, against.values], least);
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {against === null ? null : <path d={sparkPath(against.values, top)} stroke={`var(--${against.color})`} />}
      <path d={sparkPath(values, top)} stroke={`var(--${color})`} />
    </svg>
  );
}
