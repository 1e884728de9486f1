import type { LaunchState } from '../../launch/state.ts';
import type { Gate } from '../../plan/launch-plan.ts';

/** How a decision criterion stands, with why. */
export type CriterionVerdict = { readonly state: 'met' | 'not-met' | 'unknown'; readonly text: string };
export type Criterion = (state: LaunchState, gate: Gate, now: number) => CriterionVerdict;

export const met = (text: string): CriterionVerdict => ({ state: 'met', text });
export const notMet = (text: string): CriterionVerdict => ({ state: 'not-met', text });
export const unknown = (text: string): CriterionVerdict => ({ state: 'unknown', text });

/** The first few of many, for a sentence. */
export const some = (titles: readonly string[], most = 3): string =>
  titles.length <= most ? titles.join('; ') : `${titles.slice(0, most).join('; ')} and ${titles.length - most} more`;
