import type { V1Deployment } from '@kubernetes/client-node';
import type { Check, FieldChange, OperationPlan, Target } from '#shared/domain/operation/plan.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { RunContext } from '../operation-kind.ts';
import { rightsCheck } from './access.ts';
import { type Connection, fieldManager } from './connection.ts';
import { knownDeployment, readDeployment } from './deployments.ts';
import { changeOptions } from './discovery.ts';
import { dryRunRefused, tryOut } from './dry-run.ts';
import { applyGuarded, type Changed, identityAndCause, type PatchOperation } from './guarded-change.ts';
import { selfHealCheck } from './self-heal.ts';

/** One field of a Deployment: where it is in the object as read, and what it holds. Null when it isn't there. */
export type Field = {
  readonly label: string;
  locate(
    deployment: V1Deployment,
  ): { readonly path: string; readonly value: string | number; readonly guards: readonly PatchOperation[] } | null;
  readonly to: string | number;
  /** What is as good as `to`; without it only `to` itself is. */
  isEnough?(value: string | number): boolean;
};

export const replicasField = (to: number): Field => ({
  label: 'spec.replicas',
  to,
  locate: (deployment) => ({ path: '/spec/replicas', value: deployment.spec?.replicas ?? 1, guards: [] }),
});

/** No fewer: pods that others add are never taken away. */
export const atLeastReplicasField = (to: number): Field => ({
  ...replicasField(to),
  isEnough: (value) => Number(value) >= to,
});

/** One container's image. The list's order may change: the index must still mean this container. */
export const imageField = (of: { readonly container: string; readonly image: string }): Field => ({
  label: `image of ${of.container}`,
  to: of.image,
  locate(deployment) {
    const containers = deployment.spec?.template.spec?.containers ?? [];
    const index = containers.findIndex((one) => one.name === of.container);
    const container = containers[index];
    if (container === undefined) return null;
    const path = `/spec/template/spec/containers/${index}`;
    return {
      path: `${path}/image`,
      value: container.image ?? '',
      guards: [{ op: 'test', path: `${path}/name`, value: of.container }],
    };
  },
});

export const deploymentTarget = (connection: Connection, name: string, uid?: string): Target => ({
  kind: 'Deployment',
  where: connection.place.context,
  namespace: connection.place.namespace,
  name,
  ...(uid === undefined ? {} : { uid }),
});

const rights = [
  { verb: 'get', group: 'apps', resource: 'deployments' },
  { verb: 'patch', group: 'apps', resource: 'deployments' },
  { verb: 'list', group: '', resource: 'pods' },
] as const;

export type DeploymentPlan = Omit<OperationPlan, 'equivalent'> & { readonly deployment: V1Deployment | null };

/** What changing `field` would do: reads, asks for the rights, and lets the server try it (dry run). Changes nothing. */
export async function planDeploymentChange(
  connection: Connection,
  name: string,
  field: Field,
  signal: AbortSignal,
): Promise<Result<DeploymentPlan, Fault>> {
  const [read, mayChange] = await Promise.all([knownDeployment(connection, name), rightsCheck(connection, rights)]);
  if (!read.ok && read.error.cause !== 'not-found') return read;
  if (!read.ok) {
    const missing: Check = { what: `Deployment ${name}`, state: 'act', text: read.error.message };
    return ok({
      targets: [deploymentTarget(connection, name)],
      changes: [],
      checks: [mayChange, missing],
      deployment: null,
    });
  }
  const deployment = read.value;
  const target = deploymentTarget(connection, name, deployment.metadata?.uid);
  const exists: Check = { what: `Deployment ${name}`, state: 'good', text: 'it exists' };
  const at = field.locate(deployment);
  if (at === null) {
    const missing: Check = { what: `Deployment ${name}`, state: 'act', text: `it has no ${field.label}` };
    return ok({ targets: [target], changes: [], checks: [mayChange, missing], deployment });
  }
  const changes: FieldChange[] =
    at.value === field.to ? [] : [{ target, field: field.label, from: String(at.value), to: String(field.to) }];
  const checks = [mayChange, exists];
  if (changes.length > 0) {
    const { annotations, labels } = deployment.metadata ?? {};
    const [healed, tried] = await Promise.all([
      selfHealCheck(connection, [{ kind: 'Deployment', name, annotations, labels }]),
      mayChange.state === 'act' ? null : dryRunCheck(connection, name, deployment, field, signal),
    ]);
    checks.push(...healed, ...(tried === null ? [] : [tried]));
  }
  return ok({ targets: [target], changes, checks, deployment });
}

/** The server-side dry run as a finding: what its rules and webhooks make of the change. */
async function dryRunCheck(
  connection: Connection,
  name: string,
  deployment: V1Deployment,
  field: Field,
  signal: AbortSignal,
): Promise<Check> {
  const what = 'dry run';
  const tried = await tryOut(
    deployment,
    () => readDeployment(connection, name, signal),
    (before, now) => before.metadata?.resourceVersion !== now.metadata?.resourceVersion,
    (read) => send(connection, name, patchOf(read, field, null), true, signal),
  );
  if (!tried.ok) return dryRunRefused(tried.error);
  const value = field.locate(tried.value)?.value;
  if (value === field.to) return { what, state: 'good', text: 'the cluster accepts it' };
  return { what, state: 'act', text: `a rule of the cluster would make it ${value} instead of ${field.to}` };
}

/** Makes the change unless it is there already, guarded by the old values that the confirmed plan showed. */
export function changeDeployment(
  connection: Connection,
  name: string,
  field: Field,
  plan: OperationPlan | null,
  context: RunContext,
): Promise<Changed<V1Deployment>> {
  return applyGuarded<V1Deployment>(
    {
      what: `Deployment ${name}`,
      async read(signal) {
        const read = await readDeployment(connection, name, signal);
        return read.ok && field.locate(read.value) === null ? err(noField(connection, name, field)) : read;
      },
      isReached: (deployment) => isSame(deployment, plan, context) && isThere(deployment, field),
      changedSince: (deployment) => changedFields(deployment, name, field, plan, context),
      patch: (deployment) => patchOf(deployment, field, context.cause),
      send(patch) {
        context.progress(`${name}: setting ${field.label} to ${field.to}`);
        return send(connection, name, patch, false);
      },
    },
    context,
  );
}

function isThere(deployment: V1Deployment, field: Field): boolean {
  const value = field.locate(deployment)?.value;
  return value !== undefined && (field.isEnough?.(value) ?? value === field.to);
}

function isSame(deployment: V1Deployment, plan: OperationPlan | null, context: RunContext): boolean {
  const uid = plan?.targets[0]?.uid;
  return context.isGoal || uid === undefined || uid === deployment.metadata?.uid;
}

function changedFields(
  deployment: V1Deployment,
  name: string,
  field: Field,
  plan: OperationPlan | null,
  context: RunContext,
): readonly string[] {
  if (context.isGoal) return [];
  if (!isSame(deployment, plan, context)) return [`Deployment ${name}: it was deleted and made anew`];
  const planned = plan?.changes.find((change) => change.target.name === name && change.field === field.label);
  return planned?.from === String(field.locate(deployment)?.value) ? [] : [`Deployment ${name} ${field.label}`];
}

function patchOf(deployment: V1Deployment, field: Field, cause: string | null): readonly PatchOperation[] {
  const at = field.locate(deployment);
  const { uid = '', resourceVersion = '', annotations } = deployment.metadata ?? {};
  return [
    ...(at?.guards ?? []),
    ...(at === null ? [] : [{ op: 'test' as const, path: at.path, value: at.value }]),
    ...identityAndCause({ uid, resourceVersion, annotations }, cause),
    ...(at === null ? [] : [{ op: 'replace' as const, path: at.path, value: field.to }]),
  ];
}

async function send(
  connection: Connection,
  name: string,
  patch: readonly PatchOperation[],
  isDryRun: boolean,
  signal?: AbortSignal,
): Promise<Result<V1Deployment, Fault>> {
  const options = await changeOptions(connection, isDryRun, fieldManager);
  if (!options.ok) return options;
  const { namespace } = connection.place;
  return connection.call(
    { verb: 'patch', resource: 'deployments.apps', name, isDryRun },
    ({ apps }, request) => apps.patchNamespacedDeployment({ name, namespace, body: patch, ...options.value }, request),
    signal,
  );
}

const noField = (connection: Connection, name: string, field: Field): Fault => ({
  kind: 'fault',
  cause: 'not-found',
  message: `Deployment ${name} in ${connection.place.namespace} has no ${field.label}.`,
  retryable: false,
});
