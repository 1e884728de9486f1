import './spark.css';

type Props = {
  readonly values: readonly (number | null)[];
  readonly color: 'stable' | 'canary' | 'watch' | 'act' | 'unknown';
  readonly label: string;
};
const width = 120;
const height = 34;

/** Draws the values over the full width; a missing value lifts the pen. */
export function sparkPath(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const top = Math.max(...known, 0) * 1.2 || 1;
  let path = '';
  let pen = 'M';
  for (const [index, value] of values.entries()) {
    if (value === null) {
      pen = 'M';
      continue;
    }
    const x = values.length < 2 ? width : (index / (values.length - 1)) * width;
    path += `${pen}${x.toFixed(1)} ${(height - 2 - (value / top) * (height - 4)).toFixed(1)}`;
    pen = 'L';
  }
  return path;
}

/** A small trend: one SVG path, cheap enough to be redrawn every second. */
export const Spark = ({ values, color, label }: Props) => (
  <svg className="spark" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
    <path d={sparkPath(values)} fill="none" stroke={`var(--${color})`} vectorEffect="non-scaling-stroke" />
  </svg>
);
