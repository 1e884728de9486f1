import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { SignalState } from '#shared/domain/signal/state.ts';
import type { Tone } from './tone.ts';

export type MetricRow = {
  readonly id: string;
  readonly title: string;
  readonly tone: Tone;
  readonly value: string;
  readonly limit: string;
  readonly where: string;
};

const tones = { good: 'good', bad: 'act', 'too-few': 'unknown', unknown: 'unknown' } as const;

/** Each of the canary's metrics as it was last judged (runbook §2.2 step 3); one that wasn't is unknown. */
export function canaryMetrics(plan: LaunchPlan, signal: SignalState): readonly MetricRow[] {
  return plan.canaryMetrics.map(({ id, title, limit }) => {
    const judged = signal.canary?.metrics.find((metric) => metric.id === id);
    if (judged === undefined) return { id, title, tone: 'unknown', value: 'not judged yet', limit, where: '' };
    const value = judged.verdict === 'too-few' ? 'too few requests' : judged.value;
    return { id, title, tone: tones[judged.verdict], value, limit: judged.limit, where: judged.where };
  });
}
