import { comingUp } from '#shared/views/coming-up.ts';
import { lateText } from '#shared/views/day/words.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';

/** The next entries of the runbook at their projected time, and what makes them late. */
export function ComingUpPanel({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  return (
    <Panel title="Coming up" scrolls>
      <Table label="Coming up">
        {comingUp(state, now, 4).map((entry) => (
          <tr key={entry.id}>
            <td className="num dim coming-at">{minuteTime(entry.at, zone)}</td>
            <td className="coming-title">{entry.title}</td>
            <td className="muted right coming-note" title={entry.note}>
              {entry.isOverdue ? (
                <span className="act">{entry.note}</span>
              ) : (
                <>
                  {entry.lateMs > 0 ? <b className="num watch">{lateText(entry)} </b> : null}
                  {entry.note}
                </>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}
