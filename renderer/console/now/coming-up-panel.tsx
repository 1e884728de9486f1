import { comingUp } from '#shared/views/coming-up.ts';
import { spoken } from '#shared/views/format/duration.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';

/** The next entries of the runbook, planned and projected. */
export function ComingUpPanel({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  return (
    <Panel title="Coming up" scrolls>
      <Table label="Coming up">
        {comingUp(state, now, 4).map((entry) => (
          <tr key={entry.id}>
            <td className="num dim coming-at">{minuteTime(entry.at, zone)}</td>
            <td>{entry.title}</td>
            <td className="muted right">
              {entry.lateMs >= 60_000 ? `projected +${spoken(entry.lateMs)}` : entry.note}
            </td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}
