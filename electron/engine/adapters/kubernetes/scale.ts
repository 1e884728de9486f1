import type { Check, OperationPlan } from '#shared/domain/operation/plan.ts';
import type { ScaleSpec } from '#shared/domain/operation/spec.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKind } from '../operation-kind.ts';
import { failed, unplanned } from '../outcome.ts';
import { autoscalerCheck, quotaCheck, shareCheck } from './capacity.ts';
import type { Connection } from './connection.ts';
import { changeDeployment, planDeploymentChange, replicasField } from './deployment-change.ts';
import { knownDeployment, readDeployment } from './deployments.ts';
import { untilRead } from './guarded-change.ts';
import { kubectl } from './kubectl.ts';
import { type Goal, lookAtRollout, waitForRollout } from './rollout.ts';
import { shareOf } from './share.ts';

/** `kubernetes.scale`: sets the replicas and waits until that many pods are ready, or for zero, until the last has gone. */
export function createScaleKind(connection: Connection): OperationKind<ScaleSpec> {
  const goal = (spec: ScaleSpec, replicas: number): Goal => ({
    name: spec.deployment,
    replicas,
    timeoutMs: spec.readyTimeoutMs,
  });

  /** The count that was confirmed; without a plan, what it comes to now. `whole` is the count that it is a share of. A plan, which has no signal, shares what it reads. */
  async function resolve(
    { replicas }: ScaleSpec,
    plan: OperationPlan | null,
    signal: AbortSignal | null,
  ): Promise<Result<{ readonly count: number; readonly whole?: number }, Fault>> {
    if ('count' in replicas) return ok({ count: replicas.count });
    const confirmed = plan?.resolved?.replicas;
    if (confirmed !== undefined) return ok({ count: confirmed });
    const { percentOf } = replicas;
    const read = await (signal === null
      ? knownDeployment(connection, percentOf)
      : readDeployment(connection, percentOf, signal));
    if (!read.ok) return read;
    const whole = read.value.spec?.replicas ?? 1;
    return ok({ count: shareOf(whole, replicas.percent), whole });
  }
  const shareOfPods = (spec: ScaleSpec, count: number, whole: number | undefined): Check[] =>
    'count' in spec.replicas || whole === undefined
      ? []
      : [shareCheck(spec.deployment, count, spec.replicas.percentOf, whole, spec.replicas.percent)];

  return {
    kind: 'kubernetes.scale',
    async plan(spec, signal) {
      const resolved = await resolve(spec, null, null);
      if (!resolved.ok) return resolved;
      const { count, whole } = resolved.value;
      const planned = await planDeploymentChange(connection, spec.deployment, replicasField(count), signal);
      if (!planned.ok) return planned;
      const { deployment, ...plan } = planned.value;
      const more = count - (deployment?.spec?.replicas ?? 0);
      const extra = await Promise.all([autoscalerCheck(connection, spec.deployment), quotaCheck(connection, more)]);
      const checks: Check[] = [
        ...plan.checks,
        ...extra.flatMap((one) => one ?? []),
        ...shareOfPods(spec, count, whole),
      ];
      const equivalent = kubectl(connection, ['scale', `deployment/${spec.deployment}`, `--replicas=${count}`]);
      return ok({ ...plan, checks, equivalent, resolved: { replicas: count } });
    },
    async run(spec, plan, context) {
      if (plan === null && !context.isGoal) return unplanned(`Scaling ${spec.deployment}`);
      const replicas = await untilRead(() => resolve(spec, plan, context.signal), context);
      if (!replicas.ok) return failed(replicas.error);
      const changed = await changeDeployment(
        connection,
        spec.deployment,
        replicasField(replicas.value.count),
        plan,
        context,
      );
      return changed.kind === 'ended'
        ? changed.outcome
        : waitForRollout(connection, goal(spec, replicas.value.count), changed.wasChanged, context);
    },
    async look(spec, plan, signal) {
      const replicas = await resolve(spec, plan, signal);
      if (!replicas.ok) return replicas;
      const [looked, deployment] = await Promise.all([
        lookAtRollout(connection, goal(spec, replicas.value.count), signal),
        readDeployment(connection, spec.deployment, signal),
      ]);
      if (!looked.ok) return looked;
      if (!deployment.ok) return deployment;
      const isSet = deployment.value.spec?.replicas === replicas.value.count;
      return ok({ applied: looked.value.isSettled ? 'yes' : isSet ? 'partly' : 'no', seen: looked.value.seen });
    },
  };
}
