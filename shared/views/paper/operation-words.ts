import type { OperationSpec } from '#shared/domain/operation/spec.ts';

/** What an operation does, for whoever does it by hand. */
export function operationWords(spec: OperationSpec): string {
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
    case 'rollback.read-back':
      return `Read back weights, canaries and stable’s ready pods of ${spec.services.map(({ service }) => service).join(', ')}`;
  }
}
