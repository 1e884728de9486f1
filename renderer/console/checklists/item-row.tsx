import type { MouseEvent } from 'react';
import { dayTime } from '#shared/views/format/day-time.ts';
import { age } from '#shared/views/format/duration.ts';
import type { ItemRow as Row } from '#shared/views/item-rows.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { TickMark } from '../../ui/tick-mark.tsx';
import { ProbeLine } from './probe-line.tsx';

type Props = {
  readonly row: Row;
  readonly zone: string;
  readonly now: number;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  readonly isChecking: boolean;
  readonly onCursor: () => void;
  readonly onTick: () => void;
  readonly onSelect: () => void;
  readonly onDetail: () => void;
};

const stateWords = { open: 'open', done: 'done', 'not-applicable': 'n/a', blocked: 'blocked' } as const;

/** One item. The row has the focus, its box is clicked or ticked with the space bar. */
export function ItemRow(props: Props) {
  const { row, zone, now, isCursor, isSelected, isChecking, onCursor, onTick, onSelect, onDetail } = props;
  // A click must not take the focus into a control of the row: the keys belong to the row.
  const stay = (event: MouseEvent<HTMLElement>): void => {
    event.preventDefault();
    onCursor();
    event.currentTarget.focus();
  };
  const isContradicted = row.probe?.isContradicting === true;
  return (
    <tr
      className={`item ${isContradicted ? 'item-red' : ''}`}
      data-item={row.id}
      tabIndex={isCursor ? 0 : -1}
      aria-selected={isSelected}
      onMouseDown={stay}
      onFocus={onCursor}
      onDoubleClick={onDetail}
    >
      <td className="item-select">
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isSelected}
          aria-label={`Select: ${row.title}`}
          onChange={onSelect}
        />
      </td>
      <td className="item-box" title={stateWords[row.state]}>
        <input type="checkbox" tabIndex={-1} checked={row.state === 'done'} aria-label={row.title} onChange={onTick} />
        <TickMark state={row.state} />
      </td>
      <td className="item-main">
        <span className={row.state === 'not-applicable' ? 'item-title muted' : 'item-title'}>{row.title}</span>
        <span className={isContradicted ? 'item-line item-line-red' : 'item-line'}>
          <ItemSub row={row} zone={zone} now={now} />
          {row.probe === null ? null : <ProbeLine probe={row.probe} now={now} isChecking={isChecking} />}
        </span>
      </td>
      <td className="item-due num">
        {row.lateMs > 0 ? (
          <StateMark tone="act">{age(row.lateMs)} late</StateMark>
        ) : (
          <span className="dim">{dayTime(row.dueAt, now, zone)}</span>
        )}
      </td>
    </tr>
  );
}

/** Who it is for, and who marked it. */
function ItemSub({ row, zone, now }: Pick<Props, 'row' | 'zone' | 'now'>) {
  const who = [row.owner, row.holders].filter(Boolean).join(', ');
  const marked = row.marked;
  return (
    <span className="item-sub dim">
      {row.state === 'blocked' ? <StateMark tone="act">blocked</StateMark> : null}
      {row.state === 'not-applicable' ? <b>n/a</b> : null}
      {marked === null ? who : `${marked.by} ${dayTime(marked.at, now, zone)}`}
      {marked === null || row.owner === '' ? null : <span className="item-for">for {row.owner}</span>}
      {row.notes > 0 ? <span>{row.notes === 1 ? '1 note' : `${row.notes} notes`}</span> : null}
      {row.evidence > 0 ? <span>{row.evidence} evidence</span> : null}
      {marked === null || marked.note === '' ? null : <span className="muted">{marked.note}</span>}
    </span>
  );
}
