import type { Check } from '#shared/domain/operation/plan.ts';
import type { WaitSpec } from '#shared/domain/operation/spec.ts';
import { ok } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKind, RunOutcome } from '../operation-kind.ts';
import { rightsCheck } from './access.ts';
import type { Connection } from './connection.ts';
import { deploymentTarget } from './deployment-change.ts';
import { readDeployment } from './deployments.ts';
import { kubectl } from './kubectl.ts';
import { type Goal, lookAtRollout, waitForRollout } from './rollout.ts';

const rights = [
  { verb: 'get', group: 'apps', resource: 'deployments' },
  { verb: 'list', group: '', resource: 'pods' },
] as const;

/** `kubernetes.wait`: until every Deployment's rollout is complete, all at once (reconciled 16). Changes nothing. */
export function createWaitKind(connection: Connection): OperationKind<WaitSpec> {
  const goals = ({ deployments, timeoutMs }: WaitSpec): Goal[] =>
    deployments.map((name) => ({ name, replicas: null, isRollout: true, timeoutMs }));

  return {
    kind: 'kubernetes.wait',
    async plan(spec, signal) {
      const [may, ...reads] = await Promise.all([
        rightsCheck(connection, rights),
        ...spec.deployments.map((name) => readDeployment(connection, name, signal)),
      ]);
      const missing = reads.flatMap((read, index): Check[] =>
        read.ok
          ? []
          : [
              {
                what: `Deployment ${spec.deployments[index]}`,
                state: read.error.cause === 'not-found' ? 'act' : 'unknown',
                text: read.error.message,
              },
            ],
      );
      return ok({
        targets: spec.deployments.map((name) => deploymentTarget(connection, name)),
        changes: [],
        checks: [may, ...missing],
        equivalent: spec.deployments
          .map((name) => kubectl(connection, ['rollout', 'status', `deployment/${name}`]))
          .join('\n'),
      });
    },
    async run(spec, _plan, context) {
      const outcomes = await Promise.all(goals(spec).map((goal) => waitForRollout(connection, goal, false, context)));
      return together(outcomes);
    },
    async look(spec, _plan, signal) {
      const looks = await Promise.all(goals(spec).map((goal) => lookAtRollout(connection, goal, signal)));
      const settled: boolean[] = [];
      const seen = [];
      for (const look of looks) {
        if (!look.ok) return look;
        settled.push(look.value.isSettled);
        seen.push(...look.value.seen);
      }
      const applied = settled.every(Boolean) ? 'yes' : settled.some(Boolean) ? 'partly' : 'no';
      return ok({ applied, seen });
    },
  };
}

/** Done when all are; otherwise every reason is told, the first one's fault as the whole's. */
function together(outcomes: readonly RunOutcome[]): RunOutcome {
  const faults = outcomes.flatMap((one): Fault[] => ('fault' in one ? [one.fault] : []));
  const [first] = faults;
  if (first !== undefined)
    return { kind: 'failed', fault: { ...first, message: [...new Set(faults.map((one) => one.message))].join(' ') } };
  const undone = outcomes.find((one) => one.kind !== 'done');
  return undone ?? { kind: 'done', seen: outcomes.flatMap((one) => (one.kind === 'done' ? one.seen : [])) };
}
