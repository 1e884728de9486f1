import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { age } from '#shared/views/format/duration.ts';
import { type AttendeeRow, attendeeRows } from '#shared/views/gate-board.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';
import { VoteButtons } from './vote-buttons.tsx';
import './decisions.css';

/** Each attendee's vote with its age; it goes stale after the time the runbook sets (product §3). */
export function VotesPanel({ gate, now }: { readonly gate: Gate; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const rows = attendeeRows(state, gate, now);
  const given = rows.filter((row) => row.vote !== null).length;
  return (
    <Panel title={`Votes: ${gate.title}`} aside={`${given} of ${rows.length}`} scrolls className="compact">
      <Table label="Votes">
        {rows.map((row) => (
          <tr key={row.role} aria-label={row.title}>
            <td>
              {row.title}
              <div className="dim">{row.vote === null ? row.holders : row.voter}</div>
            </td>
            <td>
              <VoteMark row={row} now={now} />
            </td>
            <td className="right">
              <span className="vote-buttons">
                <VoteButtons gate={gate} row={row} />
              </span>
            </td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}

/** The vote as shape and word, how old it is, and what was said with it. */
export const VoteMark = ({ row, now }: { readonly row: AttendeeRow; readonly now: number }) => (
  <>
    <StateMark tone={row.mark.tone}>{row.mark.word}</StateMark>
    {row.vote === null ? null : (
      <div className="dim">
        {age(now - row.vote.at)} ago
        {row.pen === '' ? '' : `, by voice (${row.pen})`}
        {row.isUnsigned ? ', unsigned' : ''}
        {row.vote.reason === '' ? '' : `: ${row.vote.reason}`}
      </div>
    )}
  </>
);
