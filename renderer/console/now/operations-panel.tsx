import type { Action } from '#shared/domain/action/state.ts';
import { minutesSeconds } from '#shared/views/format/duration.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import { operationRows } from '#shared/views/operation-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useOutput } from '../../stores/output.ts';
import { Bar } from '../../ui/bar.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProgressMark } from '../../ui/progress-mark.tsx';
import { Table } from '../../ui/table.tsx';

/** What runs, service by service, with its output as it comes. */
export function OperationsPanel({ action, now }: { readonly action: Action; readonly now: number }) {
  const plan = useLaunch((replica) => replica.state.launch?.plan);
  const output = useOutput((store) => store.lines);
  if (plan === undefined) return null;
  const rows = operationRows(plan, action.operations, action.endedAt ?? now);
  const lines = output.filter((line) => line.action === action.id).slice(-2);
  const done = action.operations.filter((entry) => entry.state === 'succeeded').length;
  return (
    <Panel title={action.title} aside={`${done} of ${action.operations.length}`} scrolls className="compact">
      {lines.length === 0 ? null : (
        <div className="output" role="log" aria-label="Output">
          {lines.toReversed().map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: output lines have no identity of their own
            <div key={index}>
              <span className="dim">{clockTime(line.at, plan.timeZone)}</span> {line.line}
            </div>
          ))}
        </div>
      )}
      <Table label="Operations">
        {rows.map((row) => (
          <tr key={row.key}>
            <td>
              {row.title}
              {row.trouble === null ? null : (
                <div className="act">
                  {row.trouble.message} <span className="muted">{row.trouble.hint}</span>
                </div>
              )}
            </td>
            <td className="operations-bar">
              <Bar
                percent={(row.done / row.total) * 100}
                label={row.title}
                color={row.mark.tone === 'act' ? 'act' : 'accent'}
              />
            </td>
            <td className="operations-mark">
              <ProgressMark tone={row.mark.tone} word={row.mark.word} />
            </td>
            <td className="num right dim">{row.tookMs === null ? '' : minutesSeconds(row.tookMs)}</td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}
