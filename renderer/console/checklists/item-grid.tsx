import { type KeyboardEvent, type Ref, useEffect, useRef } from 'react';
import type { ItemId } from '#shared/domain/ids.ts';
import type { ItemSection } from '#shared/views/item-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { ItemRow } from './item-row.tsx';
import { type ListIntent, listIntent, type Place } from './list-keys.ts';

type Props = {
  readonly title: string;
  readonly sections: readonly ItemSection[];
  readonly place: Place;
  readonly checking: ReadonlySet<string>;
  readonly ref: Ref<HTMLDivElement>;
  readonly onCursor: (item: ItemId) => void;
  readonly onIntent: (intent: ListIntent, item: ItemId | null) => void;
};

/** The rows of a list, walked with the arrow keys; every other key of it is an intent of the view. */
export function ItemGrid({ title, sections, place, checking, ref, onCursor, onIntent }: Props) {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const now = useNow();
  const inside = useRef<HTMLTableElement>(null);
  const { cursor, selected } = place;
  // The cursor moves the focus only while the focus is in the list.
  useEffect(() => {
    const row = cursor === null ? null : inside.current?.querySelector<HTMLElement>(`[data-item="${cursor}"]`);
    if (row?.closest('table')?.contains(document.activeElement)) row.focus();
    row?.scrollIntoView({ block: 'nearest' });
  }, [cursor]);
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const intent = listIntent(event);
    if (intent === null) return;
    event.preventDefault();
    event.stopPropagation();
    onIntent(intent, cursor);
  };
  return (
    <div className="grid-scroll" data-scrolls="" ref={ref}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows take the keys is a grid
        role="grid"
        className="items"
        aria-label={title}
        aria-multiselectable="true"
        ref={inside}
        onKeyDown={onKey}
      >
        {sections.map((section) => (
          <tbody key={section.key} aria-label={section.title} className="item-section">
            <tr className="item-section-head">
              <th scope="rowgroup">{section.title}</th>
              <td className="num dim">
                {section.done}/{section.total}
              </td>
            </tr>
            {section.rows.map((row) => (
              <ItemRow
                key={row.id}
                row={row}
                zone={zone}
                now={now}
                isCursor={row.id === cursor}
                isSelected={selected.has(row.id)}
                isChecking={checking.has(row.id)}
                onCursor={() => onCursor(row.id)}
                onTick={() => onIntent({ kind: 'box' }, row.id)}
                onSelect={() => onIntent({ kind: 'select' }, row.id)}
                onDetail={() => onIntent({ kind: 'detail' }, row.id)}
              />
            ))}
          </tbody>
        ))}
        {sections.length === 0 ? (
          <tbody>
            <tr>
              <td className="muted grid-empty">Nothing here.</td>
            </tr>
          </tbody>
        ) : null}
      </table>
    </div>
  );
}
