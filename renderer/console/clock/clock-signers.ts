import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Candidate } from '#shared/views/who-confirms.ts';
import { askersOf } from '../act/who-may.ts';

/** Who may do a thing of the clock; past the launch window only who may override too (reconciled 7). */
export function clockSigners(
  state: LaunchState,
  authority: 'resume' | 'slip' | 'scrub',
  isOverride = false,
): readonly Candidate[] {
  const may = askersOf(state, authority);
  if (!isOverride) return may;
  const overriding = new Set(askersOf(state, 'override').map(({ id }) => id));
  return may.filter(({ id }) => overriding.has(id));
}

export const OVERRIDE_REASON = 'Reason for leaving the launch window (everyone will see it)';
