import type { CriterionWatch } from '#shared/contract/observations.ts';
import type { MonitorObserved, PageObserved } from '#shared/contract/observed/outside.ts';
import { plan } from '#test/support/launch-story.ts';

export const monitor = (isUp: boolean, at: number, more: Partial<MonitorObserved> = {}): MonitorObserved => ({
  ...{ id: 'api', kind: 'http', title: 'Public API', target: 'https://api.example', everyMs: 10_000, text: '' },
  ...{ history: [{ at, isUp, latencyMs: 20 }], ...more },
});
export const page = (indicator: string, description: string, at: number): PageObserved => ({
  ...{ at, indicator, description, troubled: [], incidents: [], changedAt: null },
});
/** Every criterion of the error rate, calm. */
export const calm: readonly CriterionWatch[] = plan.criteria
  .filter(({ metric }) => metric?.signal === 'error-rate-percent')
  .map(({ id }) => ({ ...{ where: '', value: 0, tripsAt: null, verdict: 'good' }, criterion: id }));
