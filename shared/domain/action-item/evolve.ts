import type { ActionItemEvent } from './events.ts';
import type { ActionItemState } from './state.ts';

export function evolveActionItems(state: ActionItemState, event: ActionItemEvent, at: number): ActionItemState {
  if (event.type === 'action-item.added') {
    const { item: id, title, owner, dueAt, isBlocking, by } = event;
    return { items: [...state.items, { id, title, owner, dueAt, isBlocking, by, addedAt: at, closedAt: null }] };
  }
  return { items: state.items.map((entry) => (entry.id === event.item ? { ...entry, closedAt: at } : entry)) };
}
