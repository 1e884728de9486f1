import type { OperationKindName } from '#shared/domain/operation/spec.ts';
import type { ReadinessCheck } from '#shared/domain/signal/judged.ts';
import type { AccessCheck } from '../../adapters/kubernetes/port.ts';
import type { Watching } from '../watching.ts';

const istio = 'networking.istio.io';
const on = (verb: string, group: string, resource: string): AccessCheck => ({ verb, group, resource });
const needed: Partial<Record<OperationKindName, readonly AccessCheck[]>> = {
  'kubernetes.scale': [on('get', 'apps', 'deployments'), on('patch', 'apps', 'deployments'), on('list', '', 'pods')],
  'traffic.weights': [
    on('list', istio, 'virtualservices'),
    on('get', istio, 'virtualservices'),
    on('patch', istio, 'virtualservices'),
    on('list', istio, 'destinationrules'),
  ],
  'rollback.read-back': [on('list', 'apps', 'deployments'), on('list', '', 'pods')],
};
/** Where stable has to be made anew. */
const restoring = [on('create', 'apps', 'deployments'), on('patch', 'apps', 'deployments')];

const spelled = ({ verb, group, resource }: AccessCheck): string =>
  `${verb} ${resource}${group === '' ? '' : `.${group}`}`;

/** Asks the cluster for every verb that the quick rollback needs, tried or not (SelfSubjectAccessReview). */
export async function rightsFor({ plan, outside, signal }: Watching, isStableGone: boolean): Promise<ReadinessCheck> {
  const title = 'Permissions';
  const kinds = new Set(plan.quickRollback.operations.map(({ spec }) => spec.kind));
  const asked = [...kinds].flatMap((kind) => needed[kind] ?? []).concat(isStableGone ? restoring : []);
  const once = [...new Map(asked.map((check) => [spelled(check), check])).values()];
  const answers = await outside.cluster.mayI(once, signal);
  if (!answers.ok) return { title, state: 'unknown', text: answers.error.message };
  const missing = answers.value.filter(({ isAllowed }) => !isAllowed);
  if (missing.length > 0)
    return {
      title,
      state: 'act',
      text: `not allowed: ${missing.map(spelled).join(', ')}; ask the cluster’s owner for it`,
    };
  return { title, state: 'good', text: `all ${once.length} that it needs: ${once.map(spelled).join(', ')}` };
}
