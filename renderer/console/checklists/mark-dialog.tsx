import type { ItemState } from '#shared/domain/checklist/state.ts';
import type { ItemRow } from '#shared/views/item-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { SignDialog } from '../act/sign-dialog.tsx';
import { everyone } from '../act/who-may.ts';

export type Marking = { readonly rows: readonly ItemRow[]; readonly state: ItemState };

const doing: Record<ItemState, string> = {
  done: 'Tick',
  open: 'Open again',
  'not-applicable': 'Not applicable',
  blocked: 'Blocked',
};

/** What is signed when an item is marked, or several at once: needs a reason, another person, or a second look. */
export function MarkDialog({ marking, onClose }: { readonly marking: Marking; readonly onClose: () => void }) {
  const state = useLaunch((replica) => replica.state);
  const { rows, state: to } = marking;
  const [first] = rows;
  if (first === undefined) return null;
  const against = to === 'done' ? rows.filter((row) => row.probe?.word === 'fails') : [];
  const title =
    rows.length === 1 ? `${first.title}: ${doing[to].toLowerCase()}?` : `${doing[to]} ${rows.length} items?`;
  const needsReason = to === 'not-applicable' || to === 'blocked';
  return (
    <SignDialog
      title={title}
      doing={rows.length === 1 ? doing[to] : `${doing[to]} ${rows.length}`}
      candidates={everyone(state)}
      {...(needsReason || against.length > 0
        ? { reason: { label: needsReason ? 'Reason' : 'Note (may be left empty)', isRequired: needsReason } }
        : {})}
      command={(note) =>
        rows.length === 1
          ? { type: 'item.mark', item: first.id, state: to, note }
          : { type: 'items.mark', items: rows.map(({ id }) => id), state: to, note }
      }
      onClose={onClose}
    >
      {against.map((row) => (
        <p key={row.id}>
          <StateMark tone="watch">{rows.length === 1 ? 'its probe fails' : row.title}</StateMark>{' '}
          <span className="muted">{row.probe?.text}</span>
        </p>
      ))}
      {rows.length === 1 ? null : (
        <ul className="mark-titles muted" data-scrolls="">
          {rows.map((row) => (
            <li key={row.id}>{row.title}</li>
          ))}
        </ul>
      )}
    </SignDialog>
  );
}
