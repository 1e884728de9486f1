import { memo, type RefObject, useEffect, useId, useState } from 'react';
import { clockTime } from '#shared/views/format/wall-time.ts';
import type { LogRow } from '#shared/views/log-batch.ts';
import { openDetail } from '../../console/detail/open-detail.ts';
import type { LogShown } from '../../stores/logs/log-messages.ts';
import { wantRows } from '../../stores/logs/logs.ts';
import { useRem } from '../use-rem.ts';

type Props = {
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly shown: LogShown;
  readonly zone: string;
  readonly selected: number | null;
  readonly onSelect: (number: number) => void;
  /** True when older lines are looked at; false at the top again. */
  readonly onScrolled: (isBack: boolean) => void;
};

/** Height of a line; each is on one, so that ten thousand of them need no measuring. */
const ROW_REM = 2;
/** Rows drawn above and below what is seen. */
const SPARE = 3;

const openPod = ({ pod }: LogRow): void => openDetail({ kind: 'pod', pod });

/** The lines in sight; the others exist in the worker alone. */
export function LineList({ listRef, shown, zone, selected, onSelect, onScrolled }: Props) {
  const id = useId();
  const rowPx = Math.round(ROW_REM * useRem());
  const [span, setSpan] = useState({ from: 0, count: 40 });
  useEffect(() => wantRows(span.from, span.count), [span]);
  useEffect(() => {
    const list = listRef.current;
    if (list === null) return;
    const look = (): void => {
      const from = Math.max(0, Math.floor(list.scrollTop / rowPx) - SPARE);
      const count = Math.ceil(list.clientHeight / rowPx) + 2 * SPARE;
      setSpan((before) => (before.from === from && before.count === count ? before : { from, count }));
    };
    const resized = new ResizeObserver(look);
    resized.observe(list);
    list.addEventListener('scroll', look);
    return () => {
      resized.disconnect();
      list.removeEventListener('scroll', look);
    };
  }, [listRef, rowPx]);
  const place = shown.rows.findIndex((row) => row.number === selected);
  const move = (by: number): void => {
    const next = shown.rows[place === -1 ? 0 : place + by];
    if (next === undefined) return;
    onSelect(next.number);
    const top = (shown.from + (place === -1 ? 0 : place + by)) * rowPx;
    const list = listRef.current;
    if (list !== null && (top < list.scrollTop || top > list.scrollTop + list.clientHeight - 2 * rowPx))
      list.scrollTop = Math.max(0, top - list.clientHeight / 2);
  };
  return (
    <div
      ref={listRef}
      className="lines-list"
      role="listbox"
      aria-label="Lines, newest first"
      tabIndex={0}
      data-scrolls=""
      aria-activedescendant={place === -1 ? undefined : `${id}-${shown.from + place}`}
      onScroll={(event) => onScrolled(event.currentTarget.scrollTop > rowPx / 2)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          event.preventDefault();
          move(event.key === 'ArrowDown' ? 1 : -1);
        } else if (event.key === 'Enter' && shown.rows[place] !== undefined) openPod(shown.rows[place]);
      }}
    >
      <div className="lines-all" style={{ height: `${shown.matched * rowPx}px` }}>
        {shown.rows.map((row, index) => (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: rows stay where they are and their text moves
            key={shown.from + index}
            id={`${id}-${shown.from + index}`}
            top={(shown.from + index) * rowPx}
            {...{ row, zone, isSelected: index === place }}
          />
        ))}
      </div>
    </div>
  );
}

type LineProps = {
  readonly id: string;
  readonly row: LogRow;
  readonly top: number;
  readonly zone: string;
  readonly isSelected: boolean;
};

const Line = memo(
  ({ id, row, top, zone, isSelected }: LineProps) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus
    <div
      id={id}
      className="lines-line"
      role="option"
      aria-selected={isSelected}
      style={{ top: `${top}px` }}
      onClick={() => openPod(row)}
    >
      <span className="dim">
        {clockTime(row.at, zone)}.{String(Math.floor(row.at % 1000)).padStart(3, '0')}
      </span>{' '}
      <span className={row.subset === 'other' ? 'dim' : row.subset}>{row.subset}</span>{' '}
      <span className="lines-pod">{row.pod}</span>{' '}
      <b className={row.level === 'error' || row.level === 'fatal' ? 'act' : 'dim'}>
        {row.level === 'none' ? '' : row.level.toUpperCase()}
      </b>{' '}
      <span className="lines-text">{row.text}</span>
    </div>
  ),
  (before, after) =>
    before.row.number === after.row.number &&
    before.top === after.top &&
    before.zone === after.zone &&
    before.isSelected === after.isSelected,
);
