import { fillSpec } from '#shared/domain/operation/fill-spec.ts';
import type { Noted } from '#shared/domain/operation/plan.ts';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';

/** A word of a command line, in quotes where a shell would read it as something else. */
const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

type Of<Kind extends OperationSpec['kind']> = Extract<OperationSpec, { kind: Kind }>;

/** A merge patch: it changes these fields and no other. A Secret takes plain text in `stringData` (reconciled 24). */
function patch({ object, fields }: Of<'kubernetes.patch'>, kubectl: string): string {
  const kind = object.kind.toLowerCase();
  const body: Record<string, unknown> = {};
  for (const { path, value } of fields) {
    const isData = kind === 'secret' && path[0] === 'data';
    const parts = isData ? ['stringData', ...path.slice(1)] : path;
    let at = body;
    for (const part of parts.slice(0, -1)) {
      const next = at[part];
      const inner: Record<string, unknown> = typeof next === 'object' && next !== null ? { ...next } : {};
      at[part] = inner;
      at = inner;
    }
    at[parts.at(-1) ?? ''] = value;
  }
  return `${kubectl} patch ${kind} ${object.name} --type=merge -p ${word(JSON.stringify(body))}`;
}

/** The count as it was noted, where it is known; whoever does it by hand puts it in otherwise. */
function restore(
  { deployment, image }: Of<'kubernetes.restore'>,
  kubectl: string,
  noted: Readonly<Record<string, Noted>>,
): string {
  const count = noted[deployment]?.replicas ?? 'COUNT';
  const gone = `# as noted before; if ${deployment} is gone, apply its manifest kept in the launch first`;
  const scaled = `${kubectl} scale deployment/${deployment} --replicas=${count}  ${gone}`;
  const set =
    image === undefined ? [] : [`${kubectl} set image deployment/${deployment} ${image.container}=${image.image}`];
  return [scaled, ...set, `${kubectl} rollout status deployment/${deployment}`].join('\n');
}

const request = ({ method, url, body, status }: Of<'http.request'>): string =>
  `curl -X ${method}${body === undefined ? '' : ` -d ${word(body)}`} ${word(url)}  # expecting ${status}`;

const apply = ({ objects }: Of<'kubernetes.apply'>, kubectl: string): string =>
  objects.map((one) => `${kubectl} apply --server-side -f - <<< ${word(JSON.stringify(one))}`).join('\n');

function commandOf(spec: OperationSpec, kubectl: string, noted: Readonly<Record<string, Noted>>): string | null {
  switch (spec.kind) {
    case 'kubernetes.scale':
      return 'count' in spec.replicas
        ? `${kubectl} scale deployment/${spec.deployment} --replicas=${spec.replicas.count}`
        : `${kubectl} scale deployment/${spec.deployment} --replicas=COUNT  # ${spec.replicas.percent} % of the replicas of ${spec.replicas.percentOf}, rounded up`;
    case 'traffic.weights':
      return `${kubectl} edit virtualservice  # host ${spec.host}: every http route, ${spec.subsets.canary} ${spec.canaryPercent}, ${spec.subsets.stable} ${100 - spec.canaryPercent}`;
    case 'kubernetes.set-image':
      return `${kubectl} set image deployment/${spec.deployment} ${spec.container}=${spec.image}`;
    case 'flag.set':
      return `# flag ${spec.flag}, environment ${spec.environment}: ${spec.on ? 'on' : 'off'}`;
    case 'rollback.read-back':
      return `${kubectl} get deployments,virtualservices -o wide`;
    case 'kubernetes.patch':
      return patch(spec, kubectl);
    case 'kubernetes.delete':
      return `${kubectl} delete deployment ${spec.deployment}`;
    case 'kubernetes.restart':
      return `${kubectl} rollout restart deployment/${spec.deployment}`;
    case 'kubernetes.wait':
      return spec.deployments.map((name) => `${kubectl} rollout status deployment/${name}`).join('\n');
    case 'kubernetes.read':
      return `${kubectl} get ${spec.object.kind.toLowerCase()} ${spec.object.name} -o jsonpath='{.${spec.path.map((part) => part.replaceAll('.', '\\.')).join('.')}}'  # ${spec.expected}`;
    case 'kubernetes.note':
      return `${kubectl} get deployment ${spec.deployments.join(' ')}\n${kubectl} get deployment ${spec.deployments.join(' ')} -o yaml > deployments-noted.yaml`;
    case 'kubernetes.restore':
      return restore(spec, kubectl, noted);
    case 'kubernetes.pin-autoscaler':
      return `${kubectl} get hpa  # the one of ${spec.deployment}: raise minReplicas to the Deployment's count`;
    case 'kubernetes.unpin-autoscaler':
      return `${kubectl} get hpa  # the one of ${spec.deployment}: minReplicas back to what it was`;
    case 'argo.sync':
      return `argocd app set ${spec.namespace}/${spec.application} --sync-policy ${spec.automated === 'suspended' ? 'none' : 'automated'}`;
    case 'kubernetes.apply':
      return apply(spec, kubectl);
    case 'http.request':
      return request(spec);
    case 'command.run':
      return [spec.program, ...spec.arguments].map(word).join(' ');
    case 'manual.step':
      return `# ${spec.text}`;
    case 'message.post':
      return null;
  }
}

/** `{{restored-host}}` as `[restored-host]`: what is asked when it comes to it, to be put in by hand. */
function asWritten<Spec extends OperationSpec>(spec: Spec): Spec {
  const asked = [...JSON.stringify(spec).matchAll(/\{\{([a-z0-9-]+)\}\}/g)].map(([, id = '']) => [id, `[${id}]`]);
  return asked.length === 0 ? spec : fillSpec(spec, Object.fromEntries(asked));
}

/**
 * An operation as command lines to type, from the runbook alone; null where it isn't done on a command line. What is
 * asked when it comes to it stands as `[its-id]` in them.
 *
 * @param noted counts as the launch has noted them, by Deployment
 */
export const operationByHand = (
  spec: OperationSpec,
  kubectl: string,
  noted: Readonly<Record<string, Noted>> = {},
): string | null => commandOf(asWritten(spec), kubectl, noted);
