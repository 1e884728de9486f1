import type { ChangeEvent } from './events.ts';
import type { ChangeState } from './state.ts';

const KEPT = 200;

export function evolveChanges(state: ChangeState, event: ChangeEvent, at: number): ChangeState {
  const { object, manager, what, fields, isDoneOutside } = event;
  return { seen: [...state.seen, { at, object, manager, what, fields, isDoneOutside }].slice(-KEPT) };
}
