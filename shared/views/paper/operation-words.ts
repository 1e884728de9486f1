import type { OperationSpec } from '#shared/domain/operation/spec.ts';

/** What an operation does, for whoever does it by hand; what is asked when it comes to it stands as `[its-id]`. */
export const operationWords = (spec: OperationSpec): string =>
  wordsOf(spec).replaceAll(/\{\{([a-z0-9-]+)\}\}/g, '[$1]');

function wordsOf(spec: OperationSpec): string {
  switch (spec.kind) {
    case 'kubernetes.set-image':
      return `Deployment ${spec.deployment}, container ${spec.container}: image ${spec.image}`;
    case 'kubernetes.scale':
      return 'count' in spec.replicas
        ? `Deployment ${spec.deployment}: ${spec.replicas.count} replicas, then wait until they are ready`
        : `Deployment ${spec.deployment}: ${spec.replicas.percent} % of the replicas of ${spec.replicas.percentOf}, rounded up, then wait until they are ready`;
    case 'traffic.weights':
      return `Every http route for host ${spec.host} with both subsets: ${spec.subsets.canary} ${spec.canaryPercent}, ${spec.subsets.stable} ${100 - spec.canaryPercent}`;
    case 'flag.set':
      return `Flag ${spec.flag} ${spec.on ? 'on' : 'off'} in the environment ${spec.environment}`;
    case 'message.post':
      return `Post the text "${spec.template}" to ${spec.channel}`;
    case 'kubernetes.apply':
      return `Apply ${spec.objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', ')}`;
    case 'kubernetes.patch':
      return `${spec.object.kind} ${spec.object.name}: change ${spec.fields.map(({ path }) => path.join('.')).join(', ')} and nothing else`;
    case 'kubernetes.delete':
      return `Delete the Deployment ${spec.deployment}, once its manifest is kept`;
    case 'kubernetes.restart':
      return `Deployment ${spec.deployment}: restart its pods, then wait until they are ready`;
    case 'kubernetes.wait':
      return `Wait for the rollout of ${spec.deployments.join(', ')}`;
    case 'kubernetes.read':
      return `${spec.object.kind} ${spec.object.name}: ${spec.path.join('.')} has to be ${spec.expected}`;
    case 'kubernetes.note':
      return `Note counts and manifests of ${spec.deployments.join(', ')}`;
    case 'kubernetes.restore':
      return `Deployment ${spec.deployment}: back to the count noted${spec.image === undefined ? '' : `, with ${spec.image.image}`}, then wait until its pods are ready`;
    case 'kubernetes.pin-autoscaler':
      return `Autoscaler of ${spec.deployment}: raise its minimum to the Deployment’s count`;
    case 'kubernetes.unpin-autoscaler':
      return `Autoscaler of ${spec.deployment}: its minimum back to what it was`;
    case 'argo.sync':
      return `Argo CD Application ${spec.application}: automated sync ${spec.automated}`;
    case 'http.request':
      return `${spec.method} ${spec.url}, expecting ${spec.status}`;
    case 'command.run':
      return `Run ${[spec.program, ...spec.arguments].join(' ')}${spec.expected === undefined ? '' : `, expecting "${spec.expected}"`}`;
    case 'manual.step':
      return spec.text;
    case 'rollback.read-back':
      return `Read back weights, canaries and stable’s ready pods of ${spec.services.map(({ service }) => service).join(', ')}`;
  }
}
