import type { MeasureSeries, SignalSample } from '#shared/contract/observations.ts';
import { judgeCanary } from '#shared/signals/canary.ts';
import { plan } from '#test/support/launch-story.ts';
import { calmMeasures } from '#test/support/measured.ts';

type Values = { rate: number | null; errors: number | null; p95: number | null };
const good: Values = { rate: 8, errors: 0.02, p95: 200 };
const stableValues: Values = { rate: 140, errors: 0.02, p95: 200 };

/** Ten minutes of samples; `change` is what the canary of search-service shows. */
export const samples = (change: Partial<Values> = {}, minutes = 10): SignalSample[] =>
  Array.from({ length: minutes * 12 }, (_, index) => ({
    at: index * plan.signals.stepMs,
    subsets: plan.services.flatMap((service) => {
      const canary = service.id === 'search-service' ? { ...good, ...change } : good;
      const entry = (subset: 'stable' | 'canary', { rate, errors, p95 }: Values) => ({
        service: service.id,
        subset,
        requestsPerSecond: rate,
        errorRatePercent: errors,
        p95Ms: p95,
      });
      return [entry('stable', stableValues), entry('canary', canary)];
    }),
  }));
/** When the newest of them was measured. */
export const now = (of: readonly SignalSample[]) => of.at(-1)?.at ?? 0;
/** Every metric of the canary; everything else that is measured is calm. */
export const judgeAll = (
  of: SignalSample[],
  at = now(of),
  measures: readonly MeasureSeries[] = calmMeasures(plan, at),
  canaryPercent: Readonly<Record<string, number | null>> = {},
) => judgeCanary({ plan, samples: of, measures, now: at, intervalMs: plan.signals.stepMs, canaryPercent });
export const judge = (of: SignalSample[], id: string, at = now(of), measures?: readonly MeasureSeries[]) =>
  judgeAll(of, at, measures).find((metric) => metric.id === id);
