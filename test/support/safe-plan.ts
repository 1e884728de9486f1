import { OperationId, ServiceId, StepId } from '#shared/domain/ids.ts';
import type { LaunchPlan, PlannedOperation, Procedure, Question, Step } from '#shared/domain/plan/launch-plan.ts';
import { launchingSteps } from '#shared/domain/rollout/launched.ts';
import { plan } from './launch-story.ts';
import { MINUTE } from './story.ts';

const HOUR = 60 * MINUTE;

const operation = (
  id: string,
  spec: PlannedOperation['spec'],
  after: readonly string[] = [],
  more: Partial<PlannedOperation> = {},
): PlannedOperation => ({
  ...{ id: OperationId.parse(id), title: id, spec, after: after.map((one) => OperationId.parse(one)) },
  ...more,
});

const stable = plan.services.map((service) => service.stableDeployment);

/** The database rollback in its order, short: traffic, maintenance by hand, stable to zero, clone, look, stable back. */
const databaseRollback: Procedure = {
  ...{ id: 'database-rollback', title: 'Database Rollback', budgetMs: 30 * MINUTE, watchMs: 2 * MINUTE },
  ...{ authority: 'database-rollback' as never, longestMs: HOUR, steps: [] },
  operations: [
    ...plan.services.map(({ id, host }) =>
      operation(`traffic/${id}`, { kind: 'traffic.weights', host, subsets: plan.subsets, canaryPercent: 0 }, [], {
        service: id,
      }),
    ),
    operation(
      'maintenance-on',
      { kind: 'manual.step', text: 'Turn the maintenance page on.' },
      plan.services.map(({ id }) => `traffic/${id}`),
    ),
    ...plan.services.map(({ id, stableDeployment: deployment }) =>
      operation(
        `stop/${id}`,
        { kind: 'kubernetes.scale', deployment, replicas: { count: 0 }, readyTimeoutMs: 5 * MINUTE },
        ['maintenance-on'],
        { service: id },
      ),
    ),
    operation(
      'clone',
      {
        ...{ kind: 'command.run', program: 'gcloud', arguments: ['sql', '{{clone-name}}', '{{point-in-time}}'] },
        ...{ timeoutMs: 40 * MINUTE, isRepeatable: false },
      },
      plan.services.map(({ id }) => `stop/${id}`),
      { asks: ['point-in-time', 'clone-name'] },
    ),
    operation(
      'look',
      {
        ...{ kind: 'command.run', program: 'psql', arguments: ['-h', '{{restored-host}}'] },
        ...{ timeoutMs: MINUTE, isRepeatable: true },
      },
      ['clone'],
      { asks: ['restored-host'] },
    ),
    operation('wait', { kind: 'kubernetes.wait', deployments: stable, timeoutMs: 10 * MINUTE }, ['look']),
    operation('maintenance-off', { kind: 'manual.step', text: 'Turn the maintenance page off.' }, ['wait']),
  ],
};

const questions: Question[] = [
  { id: 'point-in-time', title: 'To which moment?', type: 'moment-in-time' },
  { id: 'clone-name', title: 'Name of the restored instance', type: 'text' },
  { id: 'restored-host', title: 'Address of the restored database', type: 'text' },
];

export const DELETE_STABLE = StepId.parse('delete-stable');
const deleteStable: Step = {
  ...{ id: DELETE_STABLE, phase: plan.phases.at(-1)?.id ?? '', title: 'Delete stable' },
  ...{ question: 'Delete the eight stable Deployments?', plannedAt: 24 * HOUR, needsCanaryMetrics: false },
  ...{ authority: 'delete-stable' as never, after: [StepId.parse('stage-100')], holds: [], isPointOfNoReturn: true },
  operations: plan.services.map(({ id, stableDeployment: deployment }) =>
    operation(`delete/${id}`, { kind: 'kubernetes.delete', deployment }, [], { service: id }),
  ),
};
export const SUCCESS = 't-plus-24h';

/** Which services' new versions work with which old ones; nothing else is tolerated. */
const worksWithOld: Readonly<Record<string, readonly string[]>> = {
  'mcp-server': ['search-service', 'sync-service'],
};

/** The Media Gateway's plan with a database rollback, the deleting of stable, and services that may go back alone. */
export const safePlan: LaunchPlan = {
  ...plan,
  databaseRollback,
  questions,
  services: plan.services.map((service) => ({
    ...service,
    flags: [`${service.id}-v1`],
    worksWithOld: (worksWithOld[service.id] ?? []).map((id) => ServiceId.parse(id)),
  })),
  authorities: plan.authorities.map((authority) =>
    authority.id === 'delete-stable'
      ? {
          ...authority,
          notBefore: { step: StepId.parse('stage-100'), waitingMs: 24 * HOUR, success: SUCCESS },
        }
      : authority,
  ),
  steps: [...launchingSteps(plan), deleteStable],
};
