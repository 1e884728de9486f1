import type { MonitorFacts } from '#shared/contract/wall-facts.ts';
import type { Density } from '#shared/contract/window-calls.ts';
import { monitorName, screensShort } from '#shared/views/monitor-map.ts';
import type { WallInHand } from './use-wall.ts';

type Props = { readonly monitors: readonly MonitorFacts[]; readonly change: WallInHand['change'] };

const isDensity = (value: string): value is Density => value === 'comfortable' || value === 'dense';

/** Each monitor with its size, what is on it, and how much it shows. */
export const MonitorTable = ({ monitors, change }: Props) => (
  <table className="monitor-table">
    <thead>
      <tr>
        <th>Monitor</th>
        <th>Size</th>
        <th>Shows</th>
        <th>Density</th>
      </tr>
    </thead>
    <tbody>
      {monitors.map((monitor) => (
        <tr key={monitor.key}>
          <td className="ellipsis">{monitorName(monitor)}</td>
          <td className="num">
            {monitor.width}x{monitor.height}
          </td>
          <td className="monitor-shows">{screensShort(monitor)}</td>
          <td>
            <select
              aria-label={`Density of monitor ${monitor.number}`}
              value={monitor.chosenDensity ?? ''}
              onChange={({ target: { value } }) =>
                change({ density: { monitor: monitor.key, density: isDensity(value) ? value : null } })
              }
            >
              <option value="">{monitor.chosenDensity === null ? `by size: ${monitor.density}` : 'by size'}</option>
              <option value="comfortable">comfortable</option>
              <option value="dense">dense</option>
            </select>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
