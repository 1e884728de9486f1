import type { Service } from '../../domain/plan/launch-plan.ts';
import type { Action } from '../schema/actions.ts';
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

function scaleServices(hand: ByHand, replicas: number): string[] {
  return hand.services
    .toReversed()
    .flatMap((service) => [service.canaryDeployment, service.stableDeployment])
    .map((deployment) => scale(hand, deployment, String(replicas)));
}

/** What moves images, pods and traffic, as commands to type; null for another action. */
export function rolloutByHand(hand: ByHand, action: Action): string[] | null {
  const stables = hand.services.map((service) => service.stableDeployment);
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
    case 'scale-services':
      return scaleServices(hand, action.replicas);
    case 'restore-counts':
      return stables.map((deployment) => scale(hand, deployment, '[count noted before]'));
    case 'delete-stable':
      return stables.map((deployment) => kubectl(hand, 'delete', 'deployment', deployment));
    case 'wait-for-rollout':
      return stables.map((deployment) => kubectl(hand, 'rollout', 'status', `deployment/${deployment}`));
    default:
      return null;
  }
}
