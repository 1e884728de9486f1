import type { ItemState } from '#shared/domain/checklist/state.ts';
import type { ItemId, RoleId } from '#shared/domain/ids.ts';
import { roleTitle } from '#shared/domain/roster/roles.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useSession } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { useDispatch } from '../act/use-dispatch.ts';

export type Marking = { readonly item: ItemId; readonly title: string; readonly state: ItemState };
type Props = {
  readonly item: { readonly id: ItemId; readonly title: string; readonly owner?: RoleId | undefined };
  readonly onMark: (marking: Marking) => void;
};

/** One item: a checkbox for done and undone; what needs a reason opens a dialog. Undo is a new entry, never an erasure. */
export function ItemRow({ item, onMark }: Props) {
  const state = useLaunch((replica) => replica.state);
  const isSignedIn = useSession((session) => session.person !== null);
  const { send, trouble, isBusy } = useDispatch();
  const entry = state.checklist.items[item.id];
  const stands = entry?.state ?? 'open';
  const plan = state.launch?.plan;
  const by = entry === undefined ? '' : (state.roster.people[entry.by]?.name ?? entry.by);
  const tick = (): void => {
    const next = stands === 'done' ? 'open' : 'done';
    if (isSignedIn) void send({ type: 'item.mark', item: item.id, state: next, note: '' });
    else onMark({ item: item.id, title: item.title, state: next });
  };
  return (
    <li className="item">
      <label className="item-label">
        <input type="checkbox" data-item={item.id} checked={stands === 'done'} disabled={isBusy} onChange={tick} />
        <span>
          {item.title}
          <small className="dim">
            {entry === undefined
              ? item.owner === undefined || plan === undefined
                ? ''
                : roleTitle(plan, item.owner)
              : `${by}, ${clockTime(entry.at, plan?.timeZone ?? 'UTC')}`}
            {entry === undefined || entry.note === '' ? '' : `: ${entry.note}`}
          </small>
        </span>
      </label>
      {stands === 'blocked' ? <StateMark tone="act">blocked</StateMark> : null}
      {stands === 'not-applicable' ? <StateMark tone="good">n/a</StateMark> : null}
      <span className="item-tools">
        <Button
          look="quiet"
          size="small"
          aria-label={`N/A: ${item.title}`}
          onClick={() => onMark({ item: item.id, title: item.title, state: 'not-applicable' })}
        >
          N/A
        </Button>
        <Button
          look="quiet"
          size="small"
          aria-label={`Blocked: ${item.title}`}
          onClick={() => onMark({ item: item.id, title: item.title, state: 'blocked' })}
        >
          Blocked
        </Button>
      </span>
      <TroubleNote trouble={trouble} />
    </li>
  );
}
