import type { MeasureSeries } from '#shared/contract/observations.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';

/** One value for ten minutes up to `until`. */
export const measureSeries = (
  measure: string,
  place: MeasureSeries['place'],
  until: number,
  value: number | null,
  of: number | null = null,
): MeasureSeries => ({
  ...{ measure, place },
  points: Array.from({ length: 121 }, (_, index) => ({ at: until - (120 - index) * 5000, value, of })),
});

/** A value that is well within a measure's limits. */
const CALM: Readonly<Record<string, number>> = {
  'redis-hits': 97,
  'qdrant-indexes': 100,
  'availability-in-a-day': 100,
};
const OF_PODS: Readonly<Record<string, number>> = { crashes: 0, 'errors-in-an-hour': 0.02, 'pods-missing': 0 };

/** Every measure of a plan well within its limits, at every service and version. */
export const calmMeasures = ({ signals, services }: LaunchPlan, until: number): readonly MeasureSeries[] =>
  signals.measures.flatMap(({ id, by, of }) => {
    const value = CALM[id] ?? OF_PODS[id] ?? 40;
    const whole = of === undefined ? null : 400;
    if (by.length === 0) return [measureSeries(id, {}, until, value, whole)];
    return services.flatMap(({ id: service }) =>
      by.includes('subset')
        ? ['stable', 'canary'].map((subset) => measureSeries(id, { service, subset }, until, value, whole))
        : [measureSeries(id, Object.fromEntries(by.map((label) => [label, service])), until, value, whole)],
    );
  });
