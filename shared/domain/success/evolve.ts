import type { SuccessEvent } from './events.ts';
import type { SuccessState } from './state.ts';

export function evolveSuccess(state: SuccessState, event: SuccessEvent, at: number): SuccessState {
  const { set, criterion, state: to, text, by } = event;
  return { marks: { ...state.marks, [`${set}/${criterion}`]: { state: to, text, by, at } } };
}
