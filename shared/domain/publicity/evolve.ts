import { never } from '../../lib/invariant.ts';
import type { PublicityEvent } from './events.ts';
import type { PublicityState } from './state.ts';

export function evolvePublicity(state: PublicityState, event: PublicityEvent, at: number): PublicityState {
  switch (event.type) {
    case 'publicity.stopped':
      return { ...state, stop: { at, cause: event.cause, reason: event.reason } };
    case 'publicity.marked': {
      const { post, state: marked, by, note } = event;
      return { ...state, posts: { ...state.posts, [post]: { state: marked, by, at, note } } };
    }
    case 'publicity.released':
      return { ...state, stop: null };
    default:
      return never(event, 'evolvePublicity');
  }
}
