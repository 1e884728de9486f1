import type { SignalSample, SubsetSignal } from '#shared/contract/observations.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { EngineCommand } from '#shared/domain/commands.ts';
import type { Seen } from '#shared/domain/operation/plan.ts';
import type { LaunchPlan, Service, Step } from '#shared/domain/plan/launch-plan.ts';
import { stepById } from '#shared/domain/rollout/step-status.ts';
import { type CanaryInput, readCanary } from '#shared/signals/canary.ts';
import { MISSED_INTERVALS } from '#shared/signals/sustained.ts';
import type { ClusterPort } from '../adapters/kubernetes/port.ts';
import { pause } from '../adapters/outcome.ts';
import { type Clock, pacedMs, sampleIntervalMs, settlingMs } from '../clock.ts';
import type { ObservationHub } from '../watch/hub.ts';
import { known } from '../watch/known.ts';

export type Verifying = {
  readonly plan: LaunchPlan;
  readonly cluster: ClusterPort;
  readonly hub: ObservationHub;
  readonly clock: Clock;
};

/** An error rate that is normal again after a rollback, in percent: nothing of the runbook's criteria is met below it. */
const NORMAL_ERROR_PERCENT = 1;

/** Verified means seen, not sent: looks at weights and traffic until they agree or the time is over (product §5). */
export async function verifyAction(
  with_: Verifying,
  action: Action,
  signal: AbortSignal,
): Promise<EngineCommand | null> {
  const { clock, plan } = with_;
  const step = action.subject.kind === 'step' ? stepById(plan, action.subject.step) : undefined;
  const since = action.completedAt ?? clock.now();
  const verification = step?.verification;
  // Nothing of it shows in traffic: what its operations read back is all there is to see.
  if (step !== undefined && verification?.canarySharePercent === undefined && verification?.metrics !== true) {
    const readBack = action.operations.flatMap((entry) => [...entry.seen]).slice(0, 40);
    return { type: 'action.verify', action: action.id, outcome: 'verified', seen: readBack };
  }
  // Settling takes its time inside the minimum hold, which runs from the same moment (reconciled 3).
  const until =
    since + (step === undefined ? errorWatchMs(with_, action) : settlingMs(clock, verification?.withinMs ?? 0));
  let seen: readonly Seen[] = [];
  while (!signal.aborted) {
    const isOver = clock.now() >= until;
    seen = step === undefined ? errorsBackToNormal(with_, since) : await lookAtStep(with_, step, since);
    const isGood = seen.length > 0 && seen.every((entry) => entry.agrees);
    // The watch on errors after a rollback runs its whole time before it says that all is well (reconciled 21).
    if (isGood && (step !== undefined || isOver))
      return { type: 'action.verify', action: action.id, outcome: 'verified', seen: [...seen] };
    if (isOver) return { type: 'action.verify', action: action.id, outcome: 'not-effective', seen: [...seen] };
    await pause(Math.min(1000, pacedMs(clock, plan.signals.stepMs, 50)), signal);
  }
  return null;
}

async function lookAtStep(with_: Verifying, step: Step, since: number): Promise<readonly Seen[]> {
  const perService = await Promise.all(
    with_.plan.services.map((service) => lookAtService(with_, step, service, since)),
  );
  return [
    ...perService.flat(),
    ...(await podsSeen(with_)),
    ...(step.verification?.metrics === true ? metricsSeen(with_) : []),
  ];
}

/** Every pod that stable and canary want is ready, service by service. */
async function podsSeen({ plan, cluster }: Verifying): Promise<readonly Seen[]> {
  const deployments = await cluster.deployments();
  return plan.services.flatMap((service) =>
    [service.stableDeployment, service.canaryDeployment].map((name) => {
      const found = deployments.ok ? deployments.value.find((entry) => entry.name === name) : undefined;
      const what = `${service.id} ${name === service.stableDeployment ? 'stable' : 'canary'} pods`;
      if (found === undefined)
        return {
          what,
          expected: 'ready',
          seen: deployments.ok ? 'no Deployment' : deployments.error.message,
          agrees: false,
        };
      const { ready, wanted } = found;
      return { what, expected: `${wanted} ready`, seen: `${ready} ready`, agrees: wanted > 0 && ready >= wanted };
    }),
  );
}

async function lookAtService(with_: Verifying, step: Step, service: Service, since: number): Promise<readonly Seen[]> {
  const { plan, cluster } = with_;
  const { canarySharePercent: share, shareTolerancePoints: tolerance = 2 } = step.verification ?? {};
  const seen: Seen[] = [];
  if (share === undefined) return seen;
  const routes = await cluster.weights(service.host, plan.subsets);
  const weights = routes.ok ? [...new Set(routes.value.map((route) => route.canaryPercent))] : [];
  seen.push({
    what: `${service.id} weight`,
    expected: `${step.stagePercent ?? share} %`,
    seen: routes.ok ? weights.map((weight) => `${weight} %`).join(', ') || 'no route' : routes.error.message,
    agrees: weights.length === 1 && weights[0] === (step.stagePercent ?? share),
  });
  const sample = freshSample(with_, since);
  const part = (subset: SubsetSignal['subset']) =>
    sample?.subsets.find((entry) => entry.service === service.id && entry.subset === subset)?.requestsPerSecond ?? null;
  const [canary, stable] = [part('canary'), part('stable')];
  const total = (canary ?? 0) + (stable ?? 0);
  const observed = total === 0 ? null : (100 * (canary ?? 0)) / total;
  seen.push({
    what: `${service.id} traffic on the canary`,
    expected: `${share} % ± ${tolerance}`,
    seen: observed === null ? noData(with_) : `${observed.toFixed(1)} %`,
    agrees: observed !== null && Math.abs(observed - share) <= tolerance,
  });
  return seen;
}

const metricsInput = ({ plan, hub, clock }: Pick<Verifying, 'plan' | 'hub' | 'clock'>): CanaryInput => ({
  ...{ plan, ...known(hub), canaryPercent: hub.cluster?.canaryPercent ?? {} },
  ...{ now: clock.now(), intervalMs: sampleIntervalMs(clock, plan) },
});

const metricsSeen = ({ plan, hub, clock }: Verifying): readonly Seen[] =>
  plan.canaryMetrics.flatMap((metric) =>
    readCanary(metric, metricsInput({ plan, hub, clock })).map((reading) => ({
      what: `${reading.service} ${metric.title}`,
      expected: metric.limit,
      seen: reading.value,
      agrees: reading.verdict === 'good',
    })),
  );

function errorsBackToNormal(with_: Verifying, since: number): readonly Seen[] {
  const sample = freshSample(with_, since);
  return with_.plan.services.map((service) => {
    const rate =
      sample?.subsets.find((entry) => entry.service === service.id && entry.subset === 'stable')?.errorRatePercent ??
      null;
    return {
      what: `${service.id} error rate`,
      expected: `< ${NORMAL_ERROR_PERCENT} %`,
      seen: rate === null ? noData(with_) : `${rate.toFixed(2)} %`,
      agrees: rate !== null && rate < NORMAL_ERROR_PERCENT,
    };
  });
}

/** Only a sample that lies wholly after the change speaks of it, only a new one speaks of now, and one measured in part proves nothing. */
const freshSample = ({ plan, hub, clock }: Verifying, since: number): SignalSample | undefined =>
  known(hub).samples.findLast(
    ({ at, isPartial }) =>
      isPartial !== true && at > since && clock.now() - at <= MISSED_INTERVALS * sampleIntervalMs(clock, plan),
  );

/** Nothing is known, and where that is plain, why. */
function noData({ hub }: Verifying): string {
  const source = hub.sources.one('prometheus');
  return source?.fault == null ? 'no data' : `no data: ${source.fault.message}`;
}

/** How long errors are watched after the rollback that ran (reconciled 21): long enough for samples to come, at any speed. */
function errorWatchMs({ plan, clock }: Verifying, { subject }: Action): number {
  const { quickRollback, databaseRollback } = plan;
  const isDatabase = subject.kind === 'rollback' && subject.procedure === databaseRollback?.id;
  const { watchMs } = isDatabase ? databaseRollback : quickRollback;
  return Math.max(watchMs, MISSED_INTERVALS * sampleIntervalMs(clock, plan));
}
