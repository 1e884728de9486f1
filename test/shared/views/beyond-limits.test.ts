import { expect, test } from 'vitest';
import { beyondLimits } from '#shared/views/beyond-limits.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';

const errors = (errorPercent: number | null, plan = samplePlan) =>
  beyondLimits(plan, { errorPercent, p95AbovePercent: null });

test('errors are red from where a rollback criterion begins, amber above the canary’s own limit', () => {
  const red = { tone: 'act', what: 'errors' };
  expect(errors(0.09)).toBeNull();
  expect(errors(0.1)).toEqual({ tone: 'watch', what: 'errors' });
  expect(errors(0.99)).toEqual({ tone: 'watch', what: 'errors' });
  for (const percent of [1, 1.5, 4, 50]) expect(errors(percent)).toEqual(red);
});

test('a limit that does not count itself is not reached at its own value', () => {
  const criteria = samplePlan.criteria.map((one) =>
    one.metric === undefined ? one : { ...one, metric: { ...one.metric, isInclusive: false } },
  );
  expect(errors(1, { ...samplePlan, criteria })?.tone).toBe('watch');
  expect(errors(1.01, { ...samplePlan, criteria })?.tone).toBe('act');
});

test('p95 is amber beyond what the canary may be above stable; what is not known is beyond nothing', () => {
  const rule = samplePlan.canaryMetrics.map((one) => one.rule).find(({ kind }) => kind === 'p95-within-of-stable');
  if (rule?.kind !== 'p95-within-of-stable') throw new Error('the plan limits the p95');
  const p95 = (p95AbovePercent: number | null) => beyondLimits(samplePlan, { errorPercent: null, p95AbovePercent });
  expect(p95(rule.percent)).toBeNull();
  expect(p95(rule.percent + 0.1)).toEqual({ tone: 'watch', what: 'p95' });
  expect(p95(null)).toBeNull();
});
