import type { Service } from '../../domain/plan/launch-plan.ts';
import type { Action } from '../schema/actions.ts';
import { fill } from '../variables.ts';
import type { ByHand } from './by-hand.ts';
import { commandLine } from './command-line.ts';

type Of<Name extends Action['do']> = Extract<Action, { do: Name }>;

const kubectl = (hand: ByHand, ...words: string[]): string => commandLine('kubectl', '-n', hand.namespace, ...words);

const scale = (hand: ByHand, deployment: string, replicas: string): string =>
  kubectl(hand, 'scale', `deployment/${deployment}`, `--replicas=${replicas}`);

const meant = (hand: ByHand, which: 'all' | readonly string[]): readonly Service[] =>
  hand.services.filter((service) => which === 'all' || which.includes(service.id));

function weights(hand: ByHand, percent: number, services: readonly Service[]): string[] {
  if (!hand.hasIstio) return [];
  const { stable, canary } = hand.subsets;
  return [
    `In every VirtualService that names these hosts, every http route with both subsets: ${stable} ${100 - percent}, ${canary} ${percent}.`,
    ...services.map(({ host }) => kubectl(hand, 'edit', 'virtualservice', host)),
  ];
}

function stage(hand: ByHand, { percent, services }: Of<'move-to-stage'>): string[] {
  const all = meant(hand, services);
  const scaled = all.map(({ canaryDeployment }) => scale(hand, canaryDeployment, '[count]'));
  return [
    `[count]: ${percent} % of the replicas of the service's stable Deployment, rounded up.`,
    ...scaled,
    ...weights(hand, percent, all),
  ];
}

function readBack(hand: ByHand, services: readonly Service[]): string[] {
  const names = services.flatMap((service) => [service.stableDeployment, service.canaryDeployment]);
  const routes = `${kubectl(hand, 'get', 'virtualservice', '-o', 'yaml')} | grep -E 'host|subset|weight'`;
  return [...(hand.hasIstio ? [routes] : []), kubectl(hand, 'get', 'deployment', ...names)];
}

function images(hand: ByHand, services: readonly Service[]): string[] {
  return services.map(({ canaryDeployment, container, image }) =>
    kubectl(hand, 'set', 'image', `deployment/${canaryDeployment}`, `${container}=${image}`),
  );
}

/** Dependents first: the reverse of the launch order. */
function scaleCanaries(hand: ByHand, { services, replicas }: Of<'scale-canaries'>): string[] {
  return meant(hand, services)
    .toReversed()
    .map(({ canaryDeployment }) => scale(hand, canaryDeployment, String(replicas)));
}

function scaleServices(hand: ByHand, { services, replicas }: Of<'scale-services'>): string[] {
  return meant(hand, services)
    .toReversed()
    .flatMap((service) => [service.canaryDeployment, service.stableDeployment])
    .map((deployment) => scale(hand, deployment, String(replicas)));
}

const deployments = (services: readonly Service[], which: 'all' | 'stable' | 'canary'): string[] => [
  ...(which === 'canary' ? [] : services.map((service) => service.stableDeployment)),
  ...(which === 'stable' ? [] : services.map((service) => service.canaryDeployment)),
];

/** Counts are read off the table, manifests lie in the file: it brings back what was deleted. */
function note(hand: ByHand, { which, services }: Of<'note'>): string[] {
  const names = deployments(meant(hand, services), which);
  return [
    kubectl(hand, 'get', 'deployment', ...names),
    `${kubectl(hand, 'get', 'deployment', ...names, '-o', 'yaml')} > deployments-noted.yaml`,
  ];
}

function autoscalers(hand: ByHand, { do: what, services }: Of<'pin-autoscalers' | 'unpin-autoscalers'>): string[] {
  const names = meant(hand, services).map((service) => service.stableDeployment);
  const how = what === 'pin-autoscalers' ? "the Deployment's count, the old one noted" : 'what was noted';
  return [`Set \`minReplicas\` of the autoscalers of ${names.join(', ')} to ${how}.`, kubectl(hand, 'get', 'hpa')];
}

function smokeTests(hand: ByHand, services: readonly Service[]): string[] {
  return services.flatMap(({ id }) => {
    const test = hand.smokeTests.get(id);
    return test === undefined ? [] : [commandLine(fill(test.program, hand.values), ...test.arguments)];
  });
}

function nextStable(hand: ByHand, services: readonly Service[]): string[] {
  const images = services.map(({ stableDeployment, container, image }) =>
    kubectl(hand, 'set', 'image', `deployment/${stableDeployment}`, `${container}=${image}`),
  );
  return [
    'Where stable is gone, apply the manifests noted before first.',
    ...images,
    ...services.map(({ stableDeployment }) => kubectl(hand, 'rollout', 'status', `deployment/${stableDeployment}`)),
    ...weights(hand, 0, services),
    ...services.toReversed().map(({ canaryDeployment }) => scale(hand, canaryDeployment, '0')),
    ...autoscalers(hand, { do: 'unpin-autoscalers', services: services.map(({ id }) => id) }),
  ];
}

/** What moves images, pods and traffic, as commands to type; null for another action. */
export function rolloutByHand(hand: ByHand, action: Action): string[] | null {
  switch (action.do) {
    case 'set-canary-images':
      return images(hand, meant(hand, action.services));
    case 'move-to-stage':
      return stage(hand, action);
    case 'set-weights':
      return weights(hand, action.percent, meant(hand, action.services));
    case 'scale-canaries':
      return scaleCanaries(hand, action);
    case 'read-back':
      return readBack(hand, meant(hand, action.services));
    case 'smoke-tests':
      return smokeTests(hand, meant(hand, action.services));
    case 'note':
      return note(hand, action);
    case 'pin-autoscalers':
    case 'unpin-autoscalers':
      return autoscalers(hand, action);
    case 'scale-services':
      return scaleServices(hand, action);
    case 'restore-counts':
      return deployments(meant(hand, action.services), 'stable').map((one) => scale(hand, one, '[count noted before]'));
    case 'delete-stable':
      return deployments(meant(hand, action.services), 'stable').map((one) =>
        kubectl(hand, 'delete', 'deployment', one),
      );
    case 'next-stable':
      return nextStable(hand, meant(hand, action.services));
    case 'wait-for-rollout':
      return deployments(meant(hand, action.services), action.which).map((one) =>
        kubectl(hand, 'rollout', 'status', `deployment/${one}`),
      );
    case 'restart':
      return deployments(meant(hand, action.services), action.which).map((one) =>
        kubectl(hand, 'rollout', 'restart', `deployment/${one}`),
      );
    default:
      return null;
  }
}
