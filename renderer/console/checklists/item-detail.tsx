import type { ChecklistItem } from '#shared/domain/plan/checklist.ts';
import { dayTime } from '#shared/views/format/day-time.ts';
import type { ItemRow } from '#shared/views/item-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AddToItem } from './add-to-item.tsx';
import { ItemHistory } from './item-history.tsx';
import { OpenLink } from './open-link.tsx';
import { ProbeBlock } from './probe-block.tsx';

type Props = {
  readonly item: ChecklistItem;
  readonly row: ItemRow;
  readonly isChecking: boolean;
  readonly onProbe: () => void;
  readonly onClose: () => void;
};

/** Everything about an item: what the runbook says of it, its probe, what people added, and its history. */
export function ItemDetail({ item, row, isChecking, onProbe, onClose }: Props) {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const now = useNow();
  return (
    <Panel
      title="Item"
      aside={
        <Button look="quiet" size="small" shortcut="Esc" onClick={onClose}>
          Close
        </Button>
      }
      className="item-detail"
      scrolls
    >
      <h3 className="detail-title">{row.title}</h3>
      <p className="dim">
        {row.section}, due {dayTime(row.dueAt, now, zone)}
        {row.owner === '' ? '' : `, for ${row.owner}${row.holders === '' ? '' : ` (${row.holders})`}`}
      </p>
      {item.note === undefined ? null : <p className="muted detail-note">{item.note}</p>}
      {item.link === undefined ? null : <OpenLink url={item.link} />}
      {row.probe === null ? null : (
        <ProbeBlock probe={row.probe} now={now} zone={zone} isChecking={isChecking} onProbe={onProbe} />
      )}
      <AddToItem key={item.id} item={item.id} />
      <ItemHistory item={item.id} now={now} zone={zone} />
    </Panel>
  );
}
