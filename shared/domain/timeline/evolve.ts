import type { TimelineEvent } from './events.ts';
import type { TimelineState } from './state.ts';

export function evolveTimeline(state: TimelineState, event: TimelineEvent, at: number): TimelineState {
  const { [event.entry]: _, ...others } = state.reached;
  return { reached: event.hasHappened ? { ...others, [event.entry]: { at, by: event.by, note: event.note } } : others };
}
