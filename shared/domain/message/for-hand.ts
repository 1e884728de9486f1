import type { LaunchPlan } from '../plan/launch-plan.ts';
import type { MessageEntry } from './state.ts';

/**
 * Whether a person may say that a message went out by hand: nothing else sends to its channel, or a connector could not
 * send it, or nobody knows whether it did.
 */
export const isForHand = (plan: LaunchPlan | null, { state, channel }: MessageEntry): boolean =>
  state === 'failed' ||
  state === 'unknown' ||
  (state === 'queued' && plan?.channels.find(({ id }) => id === channel)?.service === 'manual');
