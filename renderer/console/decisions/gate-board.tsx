import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { type AttendeeRow, attendeeRows } from '#shared/views/gate-board.ts';
import { useLaunch } from '../../stores/launch.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { everyone } from '../act/who-may.ts';
import { ByVoice, Countersign } from './by-voice.tsx';
import { VoteButtons } from './vote-buttons.tsx';
import { VoteMark } from './votes-panel.tsx';

/** The attendees of a decision: who is there, how each votes (runbook §1.5 "Attendees"). */
export function GateBoard({ gate, now }: { readonly gate: Gate; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  return (
    <div className="gate-board">
      <Table label={`Attendees of ${gate.title}`} head={['Attendee', 'Attendance', 'Vote', '']}>
        {attendeeRows(state, gate, now).map((row) => (
          <tr key={row.role} aria-label={row.title}>
            <td className="board-who">
              <b>{row.title}</b>
              <div className="dim">{row.vote === null ? row.holders || 'nobody' : row.voter}</div>
              {row.vote === null && row.deputies !== '' ? <div>deputy: {row.deputies}</div> : null}
            </td>
            <td className="board-there">
              <Attendance gate={gate} row={row} />
            </td>
            <td className="board-vote">
              <VoteMark row={row} now={now} />
            </td>
            <td className="right">
              <span className="vote-buttons">
                <VoteButtons gate={gate} row={row} />
                {row.isUnsigned ? <Countersign gate={gate} row={row} /> : <ByVoice gate={gate} row={row} />}
              </span>
            </td>
          </tr>
        ))}
      </Table>
    </div>
  );
}

type AttendanceProps = { readonly gate: Gate; readonly row: AttendeeRow };

/** Present or absent: where the holder is absent their deputy may vote (reconciled 29). */
function Attendance({ gate, row }: AttendanceProps) {
  const state = useLaunch((replica) => replica.state);
  const attend = (isPresent: boolean) => (
    <SignButton
      size="small"
      look="quiet"
      isDirect
      title={`${row.title}: ${isPresent ? 'present' : 'absent'}?`}
      doing={isPresent ? 'Present' : 'Absent'}
      candidates={everyone(state)}
      command={() => ({ type: 'gate.attend', gate: gate.id, role: row.role, isPresent })}
    />
  );
  if (row.attendance === 'not recorded')
    return (
      <span className="board-buttons">
        {attend(true)}
        {attend(false)}
      </span>
    );
  const isPresent = row.attendance === 'present';
  return (
    <span className="board-buttons">
      <StateMark tone={isPresent ? 'good' : 'watch'}>{row.attendance}</StateMark>
      {attend(!isPresent)}
    </span>
  );
}
