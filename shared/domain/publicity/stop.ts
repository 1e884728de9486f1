import type { DomainEvent } from '../catalogue.ts';
import type { LaunchState } from '../launch/state.ts';

/** Opens "stop outgoing publicity" where there is something that goes out, unless it is open already (reconciled 31). */
export function stopPublicity(state: LaunchState, cause: string, reason: string): readonly DomainEvent[] {
  const plan = state.launch?.plan;
  const goesOut =
    plan !== undefined && (plan.publicity.length > 0 || plan.channels.some((channel) => channel.isPublic));
  return goesOut && state.publicity.stop === null ? [{ type: 'publicity.stopped', cause, reason }] : [];
}

/** Whether a message has to wait: it is for the public, and publicity is stopped. */
export const isSuspended = (state: LaunchState, channelId: string): boolean =>
  state.publicity.stop !== null &&
  state.launch?.plan.channels.find((channel) => channel.id === channelId)?.isPublic === true;
