import type { LaunchState } from '../launch/state.ts';

/** When an item was last ticked, epoch ms; null while it isn't done. */
export function tickedAt(state: LaunchState, item: string): number | null {
  const entry = state.checklist.items[item];
  return entry?.state === 'done' ? entry.at : null;
}
