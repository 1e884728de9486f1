import type { RestartSpec } from '#shared/domain/operation/spec.ts';
import { ok } from '#shared/lib/result.ts';
import type { OperationKind } from '../operation-kind.ts';
import { unplanned } from '../outcome.ts';
import type { Connection } from './connection.ts';
import { locate, setField, shown } from './fields.ts';
import { isObject, valueAt } from './json-object.ts';
import { kubectl } from './kubectl.ts';
import { changeObject, type ObjectChange, planObjectChange } from './object-change.ts';
import { readObject } from './objects.ts';
import { DEPLOYMENT } from './resource-kind.ts';
import { type Goal, lookAtRollout, waitForRollout } from './rollout.ts';

/** On the pods' template: which run asked for the restart. The same run, run again, finds it there and restarts nothing. */
const restartedBy = 'tminus.io/restarted-by';
const path = ['spec', 'template', 'metadata', 'annotations', restartedBy];

/** `kubernetes.restart`: replaces a Deployment's pods by new ones, as it does with a new version, and waits for it. */
export function createRestartKind(connection: Connection): OperationKind<RestartSpec> {
  const change = ({ deployment }: RestartSpec, cause: string): ObjectChange => ({
    of: DEPLOYMENT,
    name: deployment,
    edits(object) {
      const at = locate(object, path);
      if (at === null || at.value === cause) return ok([]);
      const patch = setField(at, cause, object.metadata.resourceVersion);
      return ok([{ label: 'restart', from: shown(at.value), to: 'all pods anew', patch, path }]);
    },
    seen: () => [],
  });
  const goal = ({ deployment, readyTimeoutMs }: RestartSpec): Goal => ({
    name: deployment,
    replicas: null,
    isRollout: true,
    timeoutMs: readyTimeoutMs,
  });

  return {
    kind: 'kubernetes.restart',
    async plan(spec, signal) {
      const planned = await planObjectChange(connection, change(spec, 'tried out'), signal);
      if (!planned.ok) return planned;
      const { object, ...rest } = planned.value;
      const paused = {
        what: `Deployment ${spec.deployment}`,
        state: 'act' as const,
        text: 'its rollouts are paused: no pod would be replaced',
      };
      const isPaused = isObject(object?.spec) && object.spec.paused === true;
      return ok({
        ...rest,
        checks: isPaused ? [...rest.checks, paused] : rest.checks,
        equivalent: kubectl(connection, ['rollout', 'restart', `deployment/${spec.deployment}`]),
      });
    },
    async run(spec, plan, context) {
      if (plan === null && !context.isGoal) return unplanned(`Restarting ${spec.deployment}`);
      const changed = await changeObject(connection, change(spec, context.cause), plan, context);
      return changed.kind === 'ended'
        ? changed.outcome
        : waitForRollout(connection, goal(spec), changed.wasChanged, context);
    },
    async look(spec, plan, signal) {
      const [object, looked] = await Promise.all([
        readObject(connection, DEPLOYMENT, spec.deployment, signal),
        lookAtRollout(connection, goal(spec), signal),
      ]);
      if (!object.ok) return object;
      if (!looked.ok) return looked;
      // Without a plan nobody knows what was there before: run again, it restarts once at most.
      const before = plan?.changes.find((one) => one.field === 'restart')?.from;
      const wasRestarted = before !== undefined && shown(valueAt(object.value, path)) !== before;
      const { isSettled, seen } = looked.value;
      return ok({ applied: wasRestarted ? (isSettled ? 'yes' : 'partly') : 'no', seen });
    },
  };
}
