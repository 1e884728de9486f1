import type { ItemState } from '#shared/domain/checklist/state.ts';
import type { ItemId } from '#shared/domain/ids.ts';

/** What a key means in a checklist. */
export type ListIntent =
  | { readonly kind: 'move'; readonly to: 'next' | 'previous' | 'first' | 'last'; readonly extend: boolean }
  | { readonly kind: 'list'; readonly by: 1 | -1 }
  | { readonly kind: 'mark'; readonly state: 'not-applicable' | 'blocked' }
  /** `box`: a click on this item's own box. */
  | { readonly kind: 'tick' | 'box' | 'detail' | 'note' | 'select' | 'search' | 'probe' | 'leave' };

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

const plain: Readonly<Record<string, ListIntent>> = {
  ArrowLeft: { kind: 'list', by: -1 },
  ArrowRight: { kind: 'list', by: 1 },
  ' ': { kind: 'tick' },
  Enter: { kind: 'detail' },
  Escape: { kind: 'leave' },
  n: { kind: 'note' },
  b: { kind: 'mark', state: 'blocked' },
  a: { kind: 'mark', state: 'not-applicable' },
  x: { kind: 'select' },
  '/': { kind: 'search' },
  p: { kind: 'probe' },
};
const moves = { ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last' } as const;
const isMove = (key: string): key is keyof typeof moves => key in moves;

/** The keys of a list; a key that is held down moves, and does nothing else. */
export function listIntent({ key, shiftKey, ctrlKey, metaKey, altKey, repeat }: Key): ListIntent | null {
  if (ctrlKey || metaKey || altKey) return null;
  if (isMove(key)) return { kind: 'move', to: moves[key], extend: shiftKey };
  if (repeat) return null;
  return plain[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

export type Place = { readonly cursor: ItemId | null; readonly selected: ReadonlySet<ItemId> };

/** Where the cursor goes, and what is selected when the move selects. */
export function moved(order: readonly ItemId[], place: Place, to: keyof typeof indexOf, extend: boolean): Place {
  const from = place.cursor === null ? -1 : order.indexOf(place.cursor);
  const cursor = order[Math.min(order.length - 1, Math.max(0, indexOf[to](from, order.length)))] ?? null;
  if (!extend || cursor === null) return { ...place, cursor };
  const reached = place.cursor === null ? [cursor] : [place.cursor, cursor];
  return { cursor, selected: new Set([...place.selected, ...reached]) };
}

const indexOf = {
  next: (from: number) => from + 1,
  previous: (from: number) => from - 1,
  first: () => 0,
  last: (_from: number, length: number) => length - 1,
} as const;

/** Selects an item, or lets it go. */
export function toggled(selected: ReadonlySet<ItemId>, item: ItemId): ReadonlySet<ItemId> {
  const next = new Set(selected);
  if (!next.delete(item)) next.add(item);
  return next;
}

/** The space bar ticks, and takes a tick or an n/a back: a new entry each time. */
export const nextByTick = (state: ItemState): ItemState =>
  state === 'done' || state === 'not-applicable' ? 'open' : 'done';

/** The space bar on several: it takes back what is settled all through, and ticks them in every other case. */
export const manyByTick = (states: readonly ItemState[]): 'open' | 'done' =>
  states.length > 0 && states.every((state) => nextByTick(state) === 'open') ? 'open' : 'done';
