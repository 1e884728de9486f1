import type { ProbeObserved } from '#shared/contract/observations.ts';
import { dayTime } from '#shared/views/format/day-time.ts';
import { age } from '#shared/views/format/duration.ts';
import { itemSections } from '#shared/views/item-rows.ts';
import type { ListStanding } from '#shared/views/list-standing.ts';
import { useLaunch } from '../../stores/launch.ts';
import { show } from '../../stores/view.ts';
import { Panel } from '../../ui/panel.tsx';
import { TickMark } from '../../ui/tick-mark.tsx';

type Props = { readonly standing: ListStanding; readonly now: number };
const unseen: ReadonlyMap<string, ProbeObserved> = new Map();

/** What of the list is still open, the first due on top; a line leads to its item. */
export function ListItemsPanel({ standing: { list, short }, now }: Props) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const rows = itemSections(state, list.id, { only: 'open', query: '' }, { person: null, now, probes: unseen })
    .flatMap((section) => section.rows)
    .toSorted((a, b) => a.dueAt - b.dueAt);
  return (
    <Panel title={`${short}: still open`} aside={`${rows.length} items`} scrolls>
      {rows.length === 0 ? <p className="muted">Every item is settled; the sign-offs are missing.</p> : null}
      <ul className="open-items">
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" className="open-item" onClick={() => show('checklists', row.id)}>
              <TickMark state={row.state} />
              <span className="open-item-title">
                {row.title} <span className="dim">{row.holders || row.owner}</span>
              </span>
              <span className={row.lateMs > 0 ? 'num act' : 'num dim'}>
                {row.lateMs > 0 ? `${age(row.lateMs)} late` : dayTime(row.dueAt, now, zone)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
