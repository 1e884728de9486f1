import type { SetImageSpec } from '#shared/domain/operation/spec.ts';
import { ok } from '#shared/lib/result.ts';
import type { OperationKind } from '../operation-kind.ts';
import { unplanned } from '../outcome.ts';
import type { Connection } from './connection.ts';
import { changeDeployment, imageField, planDeploymentChange } from './deployment-change.ts';
import { imageCheck } from './images.ts';
import { kubectl } from './kubectl.ts';
import { type Goal, lookAtRollout, waitForRollout } from './rollout.ts';

/** Longer than any Deployment's own progress deadline in use: the cluster gives up first, and says why. */
const rolloutTimeoutMs = 15 * 60_000;

/** `kubernetes.set-image`: sets one container's image and waits until every pod runs it. */
export function createSetImageKind(connection: Connection): OperationKind<SetImageSpec> {
  const goal = (spec: SetImageSpec): Goal => ({
    name: spec.deployment,
    replicas: null,
    image: { container: spec.container, image: spec.image },
    timeoutMs: spec.rolloutTimeoutMs ?? rolloutTimeoutMs,
  });

  return {
    kind: 'kubernetes.set-image',
    async plan(spec, signal) {
      const [planned, image] = await Promise.all([
        planDeploymentChange(connection, spec.deployment, imageField(spec), signal),
        imageCheck(connection, spec.image),
      ]);
      if (!planned.ok) return planned;
      const { deployment, checks, ...plan } = planned.value;
      const equivalent = kubectl(connection, [
        'set',
        'image',
        `deployment/${spec.deployment}`,
        `${spec.container}=${spec.image}`,
      ]);
      if (plan.changes.length > 0) checks.push(image);
      if (deployment?.spec?.paused === true) {
        checks.push({
          what: `Deployment ${spec.deployment}`,
          state: 'act',
          text: 'its rollouts are paused: a new image would not start',
        });
      }
      return ok({ ...plan, checks, equivalent });
    },
    async run(spec, plan, context) {
      if (plan === null && !context.isGoal) return unplanned(`Setting the image of ${spec.deployment}`);
      const changed = await changeDeployment(connection, spec.deployment, imageField(spec), plan, context);
      return changed.kind === 'ended'
        ? changed.outcome
        : waitForRollout(connection, goal(spec), changed.wasChanged, context);
    },
    async look(spec, _plan, signal) {
      const looked = await lookAtRollout(connection, goal(spec), signal);
      if (!looked.ok) return looked;
      const { seen, isSettled } = looked.value;
      return ok({ applied: isSettled ? 'yes' : seen[0]?.agrees === true ? 'partly' : 'no', seen });
    },
  };
}
