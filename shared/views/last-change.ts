import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';

export type LastChange = { readonly what: string; readonly at: number };

function said(spec: OperationSpec): string | null {
  switch (spec.kind) {
    case 'traffic.weights':
      return `${spec.canaryPercent} %`;
    case 'kubernetes.set-image':
      return spec.image.split(':').at(-1) ?? spec.image;
    case 'kubernetes.scale':
      return 'count' in spec.replicas ? `scaled to ${spec.replicas.count}` : `scaled for ${spec.replicas.percent} %`;
    default:
      return null;
  }
}

/** The newest change that the launch made to each service, by service id. */
export function lastChanges(state: LaunchState): ReadonlyMap<string, LastChange> {
  const changes = new Map<string, LastChange>();
  for (const action of actionsInOrder(state.actions))
    for (const { planned, endedAt, state: stands } of action.operations) {
      const what = said(planned.spec);
      if (planned.service === undefined || what === null || endedAt === null || stands !== 'succeeded') continue;
      const known = changes.get(planned.service);
      if (known === undefined || endedAt >= known.at) changes.set(planned.service, { what, at: endedAt });
    }
  return changes;
}
