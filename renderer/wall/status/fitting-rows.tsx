import type { CSSProperties, ReactNode } from 'react';
import type { Tone } from '#shared/views/tone.ts';
import { worstThatFit } from '#shared/views/worst-that-fit.ts';
import { isWall } from '../../console/detail/open-detail.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { usePlaces } from './use-places.ts';

type Props<Row> = {
  readonly rows: readonly Row[];
  /** Height of a row; the style sheet's `--row` says the same. */
  readonly rowRem: 3.5 | 4.25;
  readonly toneOf: (row: Row) => Tone;
  readonly keyOf: (row: Row) => string;
  /** What the rest is called when nothing is the matter with it: `all up`. */
  readonly calm: string;
  readonly children: (row: Row) => ReactNode;
};

/**
 * As many rows as fit, those that need a look among them, and how many more there are. A wall ends there; on the console
 * the others come below, and are scrolled to.
 */
export function FittingRows<Row>({ rows, rowRem, toneOf, keyOf, calm, children }: Props<Row>) {
  const [ref, places] = usePlaces(rowRem);
  const { shown, rest } = worstThatFit(rows, places, toneOf);
  // React's types know no custom properties.
  const style = { '--rows': rows.length } as CSSProperties;
  const drawn = (row: Row) => <li key={keyOf(row)}>{children(row)}</li>;
  return (
    <ul
      ref={ref}
      className={`status-rows ${rowRem === 3.5 ? 'status-rows-low' : ''}`}
      style={style}
      data-scrolls={isWall() ? undefined : ''}
    >
      {shown.map(drawn)}
      {rest === null ? null : (
        <li className="status-more">
          {rest.tone === 'good' ? (
            `and ${rest.rows.length} more, ${calm}`
          ) : (
            <StateMark tone={rest.tone}>and {rest.rows.length} more</StateMark>
          )}
        </li>
      )}
      {isWall() ? null : rest?.rows.map(drawn)}
    </ul>
  );
}
