import type { CriterionWatch } from '#shared/contract/observations.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Expected } from './expected-traffic.ts';
import { minutesSeconds } from './format/duration.ts';
import { figure, percent } from './format/figure.ts';
import type { SignalPoint } from './signals/point.ts';
import { graver, type Marked } from './tone.ts';
import { limitOf } from './traffic-panels.ts';
import { errorTrips, worstWatch } from './worst-watch.ts';

type Seen = {
  readonly point: SignalPoint | null;
  /** Not too old. */
  readonly watches: readonly CriterionWatch[];
  readonly expected: Expected;
  readonly now: number;
};

/** What the criteria say: tripped, or how long until one trips. */
function ofCriteria(plan: LaunchPlan, { watches, now }: Seen): Marked | null {
  const found = worstWatch(plan, watches);
  if (found === null) return null;
  const { criterion, watch } = found;
  if (watch.verdict === 'tripped') return { tone: 'act', word: `${limitOf(criterion)} tripped` };
  const left = watch.tripsAt === null ? 'building up' : `trips in ${minutesSeconds(Math.max(0, watch.tripsAt - now))}`;
  return { tone: 'watch', word: `${limitOf(criterion)} ${left}` };
}

function outOfLimit(plan: LaunchPlan, point: SignalPoint): Marked | null {
  const { stable, canary } = point.errorRatePercent;
  const worst = Math.max(canary?.value ?? 0, stable?.value ?? 0);
  if (errorTrips(plan).some((above) => worst >= above)) return { tone: 'act', word: `errors ${percent(worst)}` };
  const own = plan.canaryMetrics.map((metric) => metric.rule).find((rule) => rule.kind === 'error-rate-below');
  if (own !== undefined && worst >= own.percent) return { tone: 'watch', word: `errors ${percent(worst)}` };
  const slack = plan.canaryMetrics.map((metric) => metric.rule).find((rule) => rule.kind === 'p95-within-of-stable');
  const above = point.p95AboveStable;
  return slack !== undefined && above !== null && above.value > slack.percent
    ? { tone: 'watch', word: `p95 +${figure(above.value)} %` }
    : null;
}

/** The traffic screen in a few words: what the criteria say, what is out of its limit, what isn't measured, else that all is well. */
export function trafficSummary(plan: LaunchPlan, seen: Seen): Marked {
  const { point, expected } = seen;
  const { stable = null, canary = null } = point?.errorRatePercent ?? {};
  const limits = point === null ? null : outOfLimit(plan, point);
  const found = graver(ofCriteria(plan, seen), limits);
  if (found !== null) return found;
  if (stable === null && canary === null) return { tone: 'unknown', word: 'no data' };
  if (expected.canary && canary === null) return { tone: 'unknown', word: 'canary not measured' };
  if (expected.stable && stable === null) return { tone: 'unknown', word: 'stable not measured' };
  return { tone: 'good', word: canary === null ? 'stable is calm' : 'within limits' };
}
