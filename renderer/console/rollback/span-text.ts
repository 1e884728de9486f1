import type { Procedure } from '#shared/domain/plan/launch-plan.ts';
import { spoken } from '#shared/views/format/duration.ts';

/** `30 to 60 min`: how long a procedure takes, at best and at most. */
export const spanText = ({ budgetMs, longestMs }: Procedure): string =>
  longestMs === undefined
    ? spoken(budgetMs)
    : `${Math.round(budgetMs / 60_000)} to ${Math.round(longestMs / 60_000)} min`;
