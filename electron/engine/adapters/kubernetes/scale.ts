import type { Check, OperationPlan } from '#shared/domain/operation/plan.ts';
import type { ScaleSpec } from '#shared/domain/operation/spec.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKind } from '../operation-kind.ts';
import { failed, unplanned } from '../outcome.ts';
import { autoscalerCheck, quotaCheck } from './capacity.ts';
import type { Connection } from './connection.ts';
import { changeDeployment, type Field, planDeploymentChange } from './deployment-change.ts';
import { readDeployment } from './deployments.ts';
import { kubectl } from './kubectl.ts';
import { type Goal, lookAtRollout, waitForRollout } from './rollout.ts';
import { shareOf } from './share.ts';

/** `kubernetes.scale`: sets the replicas and waits until that many pods are ready, or for zero, until the last has gone. */
export function createScaleKind(connection: Connection): OperationKind<ScaleSpec> {
  const field = (to: number): Field => ({
    label: 'spec.replicas',
    to,
    locate: (deployment) => ({ path: '/spec/replicas', value: deployment.spec?.replicas ?? 1, guards: [] }),
  });
  const goal = (spec: ScaleSpec, replicas: number): Goal => ({
    name: spec.deployment,
    replicas,
    timeoutMs: spec.readyTimeoutMs,
  });

  /** The count that was confirmed; without a plan, what it comes to now. */
  async function resolve(
    spec: ScaleSpec,
    plan: OperationPlan | null,
    signal: AbortSignal,
  ): Promise<Result<number, Fault>> {
    if ('count' in spec.replicas) return ok(spec.replicas.count);
    const confirmed = plan?.resolved?.replicas;
    if (confirmed !== undefined) return ok(confirmed);
    const whole = await readDeployment(connection, spec.replicas.percentOf, signal);
    return whole.ok ? ok(shareOf(whole.value.spec?.replicas ?? 1, spec.replicas.percent)) : whole;
  }

  return {
    kind: 'kubernetes.scale',
    async plan(spec, signal) {
      const replicas = await resolve(spec, null, signal);
      if (!replicas.ok) return replicas;
      const planned = await planDeploymentChange(connection, spec.deployment, field(replicas.value), signal);
      if (!planned.ok) return planned;
      const { deployment, ...plan } = planned.value;
      const more = replicas.value - (deployment?.spec?.replicas ?? 0);
      const extra = await Promise.all([
        autoscalerCheck(connection, spec.deployment, signal),
        quotaCheck(connection, more, signal),
      ]);
      const checks: Check[] = [...plan.checks, ...extra.flatMap((one) => one ?? [])];
      const equivalent = kubectl(connection, [
        'scale',
        `deployment/${spec.deployment}`,
        `--replicas=${replicas.value}`,
      ]);
      return ok({ ...plan, checks, equivalent, resolved: { replicas: replicas.value } });
    },
    async run(spec, plan, context) {
      if (plan === null && !context.isGoal) return unplanned(`Scaling ${spec.deployment}`);
      const replicas = await resolve(spec, plan, context.signal);
      if (!replicas.ok) return failed(replicas.error);
      const changed = await changeDeployment(connection, spec.deployment, field(replicas.value), plan, context);
      return changed.kind === 'ended'
        ? changed.outcome
        : waitForRollout(connection, goal(spec, replicas.value), changed.wasChanged, context);
    },
    async look(spec, plan, signal) {
      const replicas = await resolve(spec, plan, signal);
      if (!replicas.ok) return replicas;
      const [looked, deployment] = await Promise.all([
        lookAtRollout(connection, goal(spec, replicas.value), signal),
        readDeployment(connection, spec.deployment, signal),
      ]);
      if (!looked.ok) return looked;
      if (!deployment.ok) return deployment;
      const isSet = deployment.value.spec?.replicas === replicas.value;
      return ok({ applied: looked.value.isSettled ? 'yes' : isSet ? 'partly' : 'no', seen: looked.value.seen });
    },
  };
}
