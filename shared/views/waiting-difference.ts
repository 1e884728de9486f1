import type { AdoptionDifference } from '#shared/contract/facts.ts';
import { whatBreaks } from '#shared/domain/adoption/what-breaks.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { withoutKeys } from '../domain/roster/state.ts';
import { planDifference } from './plan-difference.ts';

/** How the change that waits to be adopted differs from the running launch: exactly what is confirmed; null when none waits. */
export function waitingDifference(state: LaunchState): Pick<AdoptionDifference, 'lines' | 'breaks'> | null {
  const { waiting } = state.adoption;
  if (waiting === null || state.launch === null) return null;
  const before = { ...state.launch.plan, people: withoutKeys(Object.values(state.roster.people)) };
  return {
    lines: planDifference(before, { ...waiting.plan, people: waiting.people }),
    breaks: whatBreaks(state, waiting),
  };
}
