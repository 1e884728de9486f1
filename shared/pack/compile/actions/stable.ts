import type { Service } from '../../../domain/plan/launch-plan.ts';
import type { ActionOf } from '../../schema/actions.ts';
import type { Draft } from '../draft.ts';
import { each, type Launch, meant } from './launch.ts';

const deploymentsOf = (services: readonly Service[], which: 'all' | 'stable' | 'canary'): string[] => [
  ...(which === 'canary' ? [] : services.map((service) => service.stableDeployment)),
  ...(which === 'stable' ? [] : services.map((service) => service.canaryDeployment)),
];

export function note(launch: Launch, owner: string, action: ActionOf<'note'>): Draft[] {
  const what = action.which === 'all' ? 'stable and canary' : action.which === 'stable' ? 'stable' : 'the canaries';
  const spec = {
    kind: 'kubernetes.note' as const,
    deployments: deploymentsOf(meant(launch, action.services), action.which),
  };
  return [{ id: `${owner}/note`, title: `Note counts and manifests of ${what}`, after: [], spec }];
}

export function autoscalers(
  launch: Launch,
  owner: string,
  action: ActionOf<'pin-autoscalers' | 'unpin-autoscalers'>,
): Draft[] {
  const isPin = action.do === 'pin-autoscalers';
  return meant(launch, action.services).map((service) => ({
    id: `${owner}/${service.id}/${isPin ? 'pin' : 'unpin'}`,
    title: isPin
      ? `${service.title}: stable's autoscaler keeps its count`
      : `${service.title}: stable's autoscaler as it was`,
    service: service.id,
    after: [],
    spec: {
      kind: isPin ? 'kubernetes.pin-autoscaler' : 'kubernetes.unpin-autoscaler',
      deployment: service.stableDeployment,
    },
  }));
}

/** Canary and stable of each service, dependents before what they depend on. */
export function scaleServices(launch: Launch, owner: string, action: ActionOf<'scale-services'>): Draft[] {
  const services = meant(launch, action.services);
  const ids = (id: string) => [`${owner}/${id}/scale-canary`, `${owner}/${id}/scale-stable`];
  return services.flatMap((service) => {
    const dependents = services.filter((other) => other.dependsOn.includes(service.id));
    const [canary = '', stable = ''] = ids(service.id);
    const scale = (id: string, side: string, deployment: string): Draft => ({
      id,
      title: `${service.title}: ${side} to ${action.replicas} pods`,
      service: service.id,
      after: dependents.flatMap((other) => ids(other.id)),
      spec: {
        kind: 'kubernetes.scale',
        deployment,
        replicas: { count: action.replicas },
        readyTimeoutMs: launch.readyTimeoutMs,
      },
    });
    return [scale(canary, 'canary', service.canaryDeployment), scale(stable, 'stable', service.stableDeployment)];
  });
}

/** Each service when those it depends on are back: not in launch order, which would take eight times as long. */
export function restoreCounts(launch: Launch, owner: string, action: ActionOf<'restore-counts'>): Draft[] {
  const services = meant(launch, action.services);
  const ids = new Set<string>(services.map((service) => service.id));
  return services.map((service) => ({
    id: `${owner}/${service.id}/restore`,
    title: `${service.title}: stable back to its count`,
    service: service.id,
    after: service.dependsOn.filter((id) => ids.has(id)).map((id) => `${owner}/${id}/restore`),
    spec: {
      kind: 'kubernetes.restore',
      deployment: service.stableDeployment,
      readyTimeoutMs: launch.readyTimeoutMs,
    },
  }));
}

export function waitForRollout(launch: Launch, owner: string, action: ActionOf<'wait-for-rollout'>): Draft[] {
  const deployments = deploymentsOf(meant(launch, action.services), action.which);
  const spec = { kind: 'kubernetes.wait' as const, deployments, timeoutMs: launch.readyTimeoutMs };
  return [{ id: `${owner}/rollout`, title: `Wait for every ${action.which} Deployment`, after: [], spec }];
}

export function restart(launch: Launch, owner: string, action: ActionOf<'restart'>): Draft[] {
  return each(launch, action.services).map(({ service, after }) => ({
    id: `${owner}/${service.id}/restart`,
    title: `${service.title}: restart ${action.which}`,
    service: service.id,
    after: after.map((id) => `${owner}/${id}/restart`),
    spec: {
      kind: 'kubernetes.restart',
      deployment: action.which === 'stable' ? service.stableDeployment : service.canaryDeployment,
      readyTimeoutMs: launch.readyTimeoutMs,
    },
  }));
}

export const deleteStable = (launch: Launch, owner: string, action: ActionOf<'delete-stable'>): Draft[] =>
  meant(launch, action.services).map((service) => ({
    id: `${owner}/${service.id}/delete`,
    title: `${service.title}: delete stable`,
    service: service.id,
    after: [],
    spec: { kind: 'kubernetes.delete', deployment: service.stableDeployment },
  }));

/** Stable in the new version, traffic to it, canary to zero, autoscaler free: service after service in launch order. */
export function nextStable(launch: Launch, owner: string, action: ActionOf<'next-stable'>): Draft[] {
  return each(launch, action.services).flatMap(({ service, after }): Draft[] => {
    const id = (what: string, of: string = service.id) => `${owner}/${of}/${what}`;
    const deployment = service.stableDeployment;
    const about = { service: service.id };
    const restore: Draft = {
      ...about,
      id: id('restore'),
      title: `${service.title}: stable to ${service.image}`,
      after: after.map((other) => id('scale', other)),
      spec: {
        kind: 'kubernetes.restore',
        deployment,
        image: { container: service.container, image: service.image },
        readyTimeoutMs: launch.readyTimeoutMs,
      },
    };
    const weights: Draft = {
      ...about,
      id: id('weights'),
      title: `${service.title}: 100 % of traffic to stable`,
      after: [restore.id],
      spec: {
        kind: 'traffic.weights',
        host: service.host,
        subsets: launch.subsets,
        canaryPercent: 0,
        carriedBy: { deployment, minimumReady: 1 },
      },
    };
    const moved = launch.hasIstio ? [weights] : [];
    const scale: Draft = {
      ...about,
      id: id('scale'),
      title: `${service.title}: canary to 0 pods`,
      after: [launch.hasIstio ? weights.id : restore.id],
      spec: {
        kind: 'kubernetes.scale',
        deployment: service.canaryDeployment,
        replicas: { count: 0 },
        readyTimeoutMs: launch.readyTimeoutMs,
      },
    };
    const unpin: Draft = {
      ...about,
      id: id('unpin'),
      title: `${service.title}: stable's autoscaler as it was`,
      after: [scale.id],
      spec: { kind: 'kubernetes.unpin-autoscaler', deployment },
    };
    return [restore, ...moved, scale, unpin];
  });
}
