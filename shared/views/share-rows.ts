import type { SignalSample } from '#shared/contract/observations.ts';
import type { ClusterObserved } from '#shared/contract/observed/cluster.ts';
import type { LaunchPlan, Step } from '#shared/domain/plan/launch-plan.ts';
import { figure, noValue } from './format/figure.ts';
import { isFresh } from './signals/freshness.ts';
import { canarySharePercent } from './signals/point.ts';
import type { Marked } from './tone.ts';

export type ShareRow = {
  readonly service: string;
  readonly title: string;
  readonly weight: string;
  readonly pods: string;
  readonly share: string;
  readonly expected: string;
  readonly mark: Marked;
};

type Seen = {
  readonly cluster: ClusterObserved | null;
  /** The newest that is known. */
  readonly sample: SignalSample | null;
  readonly now: number;
  readonly freshMs: number;
};

/** Which version gets requests is told by its weight; where that isn't known neither may be missing. */
function shareOf(sample: SignalSample | null, service: string, weight: number | null): number | null {
  const requests = (subset: string): number | null =>
    sample?.subsets.find((one) => one.service === service && one.subset === subset)?.requestsPerSecond ?? null;
  const seen = { stable: requests('stable'), canary: requests('canary') };
  return canarySharePercent(seen, { stable: weight !== 100, canary: weight !== 0 });
}

type Shown = { readonly weight: number | null; readonly share: number | null; readonly isPartial: boolean };

function markOf(expected: number | undefined, tolerance: number, { weight, share, isPartial }: Shown): Marked {
  if (expected === undefined) return { tone: 'good', word: 'read back' };
  if (weight === null || share === null) return { tone: 'unknown', word: 'unknown' };
  if (weight !== expected || Math.abs(share - expected) > tolerance) return { tone: 'watch', word: 'not yet' };
  return isPartial ? { tone: 'unknown', word: 'in part' } : { tone: 'good', word: 'seen' };
}

/** For each service what a step leads to and what is seen of it now: weight, ready pods, share of requests. */
export function shareRows(plan: LaunchPlan, step: Step, seen: Seen): readonly ShareRow[] {
  const expected = step.verification?.canarySharePercent;
  const cluster = isFresh(seen.cluster?.at, seen.now, seen.freshMs) ? seen.cluster : null;
  const sample = isFresh(seen.sample?.at, seen.now, seen.freshMs) ? seen.sample : null;
  const isPartial = sample?.isPartial === true;
  return plan.services.map((service) => {
    const weight = cluster?.canaryPercent[service.id] ?? null;
    const pods = cluster?.deployments.find((one) => one.name === service.canaryDeployment);
    const share = shareOf(sample, service.id, weight);
    return {
      service: service.id,
      title: service.title,
      weight: weight === null ? noValue : `${weight} %`,
      pods: pods === undefined ? noValue : `${pods.ready}/${pods.wanted}`,
      share: share === null ? noValue : `${figure(share, 1)} %`,
      expected: expected === undefined ? '' : `${expected} ± ${step.verification?.shareTolerancePoints ?? 0} %`,
      mark: markOf(expected, step.verification?.shareTolerancePoints ?? 0, { weight, share, isPartial }),
    };
  });
}
