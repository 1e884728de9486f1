import { useState } from 'react';
import { dayTime } from '#shared/views/format/day-time.ts';
import { age } from '#shared/views/format/duration.ts';
import { type ActionItemRow, actionItemRows } from '#shared/views/incident-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { everyone } from '../act/who-may.ts';
import { AddItemDialog } from './add-item-dialog.tsx';

/** What somebody has to do, with owner and time; a blocking one keeps GO from being given (reconciled 29). */
export function ActionItemsPanel({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const [isAdding, setAdding] = useState(false);
  const rows = actionItemRows(state, now);
  const open = rows.filter(({ entry }) => entry.closedAt === null).length;
  return (
    <Panel title="Action items" aside={open === 0 ? undefined : `${open} open`} className="incidents-panel">
      {rows.length === 0 ? (
        <p className="muted">None yet.</p>
      ) : (
        <Table label="Action items">
          {rows.map((row) => (
            <Item key={row.entry.id} row={row} now={now} />
          ))}
        </Table>
      )}
      <div className="task-actions">
        <Button look="quiet" onClick={() => setAdding(true)}>
          Add an action item
        </Button>
      </div>
      {isAdding ? <AddItemDialog onClose={() => setAdding(false)} /> : null}
    </Panel>
  );
}

function Item({ row: { entry, owner, isLate }, now }: { readonly row: ActionItemRow; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const { dueAt, closedAt } = entry;
  return (
    <tr className={closedAt === null ? '' : 'dim'}>
      <td className="incident-mark">
        {closedAt !== null ? (
          <StateMark tone="good">done</StateMark>
        ) : isLate ? (
          <StateMark tone="act">late</StateMark>
        ) : entry.isBlocking ? (
          <StateMark tone="watch">blocks GO</StateMark>
        ) : (
          <span className="muted">open</span>
        )}
      </td>
      <td>
        <b>{entry.title}</b>
        {isLate && entry.isBlocking ? <div className="watch">blocks GO</div> : null}
      </td>
      <td className="muted">{owner}</td>
      <td className="num right">
        {closedAt !== null
          ? `${age(now - closedAt)} ago`
          : dueAt === null
            ? ''
            : isLate
              ? `${age(now - dueAt)} late`
              : dayTime(dueAt, now, zone)}
      </td>
      <td className="right">
        {closedAt === null ? (
          <SignButton
            size="small"
            isDirect
            title={`Done: ${entry.title}`}
            doing="Done"
            candidates={everyone(state)}
            command={(text) => ({ type: 'action-item.close', item: entry.id, text })}
          />
        ) : null}
      </td>
    </tr>
  );
}
