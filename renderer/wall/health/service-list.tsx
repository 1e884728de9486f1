import type { CSSProperties } from 'react';
import type { LastChange } from '#shared/views/last-change.ts';
import type { ServiceRow } from '#shared/views/service-health.ts';
import { ServiceLine } from './service-line.tsx';
import { ServiceTile } from './service-tile.tsx';

type Props = {
  readonly rows: readonly ServiceRow[];
  readonly changes: ReadonlyMap<string, LastChange>;
  readonly now: number;
};

/** So many fit under one another and can be read from three metres; more stand in two columns, smaller. */
export const MOST_LINES = 10;
/** Rows that fit at full size, in one column and in two; with more of them all shrink alike. */
const FULL_LINES = 9;
const FULL_TILES = 10;
/** So few grow, as far as their names still fit. */
const FEW = 4;
const few = { lines: 5.2, mostScale: 1.6 } as const;

const heads = ['', 'Service', 'State', 'Pods', 'Image', 'Error rate', 'p95', 'Changed'] as const;

/** Every service of the launch, however many: they shrink before any of them would be cut off. */
export function ServiceList({ rows, changes, now }: Props) {
  if (rows.length === 0) return <p className="wall-label">This launch has no services.</p>;
  const isTiled = rows.length > MOST_LINES;
  const inColumn = isTiled ? Math.ceil(rows.length / 2) : rows.length;
  const isFew = rows.length <= FEW;
  const scale = isFew
    ? Math.min(few.mostScale, few.lines / rows.length)
    : Math.min(1, (isTiled ? FULL_TILES : FULL_LINES) / inColumn);
  // React's types know no custom properties.
  const style = { '--row-scale': scale, '--rows': inColumn } as CSSProperties;
  if (isTiled)
    return (
      <ul className="health-tiles" style={style}>
        {rows.map((row) => (
          <ServiceTile key={row.id} row={row} change={changes.get(row.id) ?? null} now={now} />
        ))}
      </ul>
    );
  return (
    <>
      <div className={`health-row health-head ${isFew ? 'health-few-head' : ''}`} aria-hidden="true">
        {heads.map((head) => (
          <span key={head}>{head}</span>
        ))}
      </div>
      <ul className={`health-rows ${isFew ? 'health-few' : ''}`} style={style}>
        {rows.map((row) => (
          <ServiceLine key={row.id} row={row} change={changes.get(row.id) ?? null} now={now} />
        ))}
      </ul>
    </>
  );
}
