import type { SuccessObserved } from '../contract/observations.ts';
import type { LaunchPlan } from '../domain/plan/launch-plan.ts';
import { type Measuring, measuredText, worstReading } from './measures.ts';

const verdicts = { good: 'good', watch: 'good', act: 'bad', unknown: 'unknown' } as const;

/** The criteria of success that a measure shows, each by the measure's own limit at its worst place (runbook §6.2). */
export function judgeSuccess(
  measuring: Measuring & { readonly plan: Pick<LaunchPlan, 'successCriteria'> },
): readonly SuccessObserved[] {
  const { successCriteria, signals } = measuring.plan;
  return successCriteria.flatMap(({ id: list, criteria }) =>
    criteria.flatMap(({ id: criterion, measure: named }): SuccessObserved[] => {
      if (named === undefined) return [];
      const measure = signals.measures.find(({ id }) => id === named);
      if (measure === undefined) return [{ list, criterion, verdict: 'unknown', text: 'not measured' }];
      const { verdict, point, where } = worstReading(measure, measuring);
      const partial = point?.isPartial === true ? ', from a part of the data' : '';
      const at = where === null ? '' : ` at ${where}`;
      return [{ list, criterion, verdict: verdicts[verdict], text: `${measuredText(measure, point)}${at}${partial}` }];
    }),
  );
}
