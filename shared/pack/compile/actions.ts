import type { Service } from '../../domain/plan/launch-plan.ts';
import type { OrderedService } from '../launch-order.ts';
import type { Action } from '../schema/actions.ts';
import type { Draft } from './draft.ts';

/** What an action needs to know of the launch. */
export type Launch = {
  readonly order: readonly OrderedService[];
  readonly services: ReadonlyMap<string, Service>;
  readonly subsets: { readonly stable: string; readonly canary: string };
  /** False: no mesh; the share of traffic is what the canary has of the pods. */
  readonly hasIstio: boolean;
  readonly readyTimeoutMs: number;
  readonly environment: string;
  readonly flags: readonly string[];
};

type Of<Name extends Action['do']> = Extract<Action, { do: Name }>;
type Each = { readonly service: Service; readonly after: readonly string[] };

/** The services an action is about, in launch order; a service that is left out passes on what it came after. */
function each(launch: Launch, which: 'all' | readonly string[]): Each[] {
  const isMeant = (id: string) => which === 'all' || which.includes(id);
  const afterOf = new Map(launch.order.map((one) => [one.service.id, one.after]));
  const reach = (id: string): readonly string[] => (isMeant(id) ? [id] : (afterOf.get(id) ?? []).flatMap(reach));
  return launch.order.flatMap(({ service, after }) => {
    const planned = isMeant(service.id) ? launch.services.get(service.id) : undefined;
    return planned ? [{ service: planned, after: [...new Set(after.flatMap(reach))] }] : [];
  });
}

function setCanaryImages(launch: Launch, owner: string, action: Of<'set-canary-images'>): Draft[] {
  return each(launch, action.services).map(({ service, after }) => ({
    id: `${owner}/${service.id}/image`,
    title: `${service.title}: canary to ${service.image}`,
    service: service.id,
    after: after.map((id) => `${owner}/${id}/image`),
    spec: {
      kind: 'kubernetes.set-image',
      deployment: service.canaryDeployment,
      container: service.container,
      image: service.image,
    },
  }));
}

/** Without weights the share is the canary's part of all pods: at 25 % of stable's count, a fifth (reconciled 9). */
export const shareOfPods = (percent: number): number => Math.round((100 * percent) / (100 + percent));

/** The canary's pods for a stage, waiting for `awaited` of the services before; without a mesh this is the stage. */
function scaleForStage(launch: Launch, owner: string, percent: number, { service, after }: Each): Draft {
  const [awaited, share] = launch.hasIstio
    ? ['weights', '']
    : ['scale', ` of stable's count: about ${shareOfPods(percent)} % of the traffic`];
  return {
    id: `${owner}/${service.id}/scale`,
    title: `${service.title}: canary pods for ${percent} %${share}`,
    service: service.id,
    after: after.map((id) => `${owner}/${id}/${awaited}`),
    spec: {
      kind: 'kubernetes.scale',
      deployment: service.canaryDeployment,
      replicas: { percentOf: service.stableDeployment, percent },
      readyTimeoutMs: launch.readyTimeoutMs,
    },
  };
}

/** Capacity first: the canary is scaled to its share of stable, rounded up, before its weight moves (reconciled 9). */
function moveToStage(launch: Launch, owner: string, action: Of<'move-to-stage'>): Draft[] {
  return each(launch, action.services).flatMap((one): Draft[] => {
    const scaled = scaleForStage(launch, owner, action.percent, one);
    if (!launch.hasIstio) return [scaled];
    const { service } = one;
    return [
      scaled,
      {
        id: `${owner}/${service.id}/weights`,
        title: `${service.title}: ${action.percent} % of traffic to the canary`,
        service: service.id,
        after: [scaled.id],
        spec: {
          kind: 'traffic.weights',
          host: service.host,
          subsets: launch.subsets,
          canaryPercent: action.percent,
          carriedBy: { deployment: service.canaryDeployment, minimumReady: 1, percentOf: service.stableDeployment },
        },
      },
    ];
  });
}

/** Every service at once and without asking for capacity: stable keeps its full count until it is deleted. */
function setWeights(launch: Launch, owner: string, action: Of<'set-weights'>): Draft[] {
  if (!launch.hasIstio) return [];
  return each(launch, action.services).map(({ service }) => ({
    id: `${owner}/${service.id}/weights`,
    title: `${service.title}: ${100 - action.percent} % of traffic to stable`,
    service: service.id,
    after: [],
    spec: { kind: 'traffic.weights', host: service.host, subsets: launch.subsets, canaryPercent: action.percent },
  }));
}

/** Dependents before what they depend on: the reverse of the launch order where it matters, else at once. */
function scaleCanaries(launch: Launch, owner: string, action: Of<'scale-canaries'>): Draft[] {
  const meant = each(launch, action.services).map(({ service }) => service);
  return meant.map((service) => ({
    id: `${owner}/${service.id}/scale`,
    title: `${service.title}: canary to ${action.replicas} pods`,
    service: service.id,
    after: meant.filter((other) => other.dependsOn.includes(service.id)).map((other) => `${owner}/${other.id}/scale`),
    spec: {
      kind: 'kubernetes.scale',
      deployment: service.canaryDeployment,
      replicas: { count: action.replicas },
      readyTimeoutMs: launch.readyTimeoutMs,
    },
  }));
}

function setFlags(launch: Launch, owner: string, action: Of<'flags'>): Draft[] {
  const named = (which: Of<'flags'>['on']) => (which === 'all' ? launch.flags : (which ?? []));
  const set = (flag: string, on: boolean): Draft => ({
    id: `${owner}/flags/${flag}`,
    title: `Flag ${flag} ${on ? 'on' : 'off'}`,
    after: [],
    spec: { kind: 'flag.set', flag, environment: launch.environment, on },
  });
  return [...named(action.on).map((flag) => set(flag, true)), ...named(action.off).map((flag) => set(flag, false))];
}

function readBack(launch: Launch, owner: string, action: Of<'read-back'>): Draft[] {
  const services = each(launch, action.services).map(({ service }) => ({
    service: service.id,
    ...(launch.hasIstio ? { host: service.host } : {}),
    stable: service.stableDeployment,
    canary: service.canaryDeployment,
  }));
  const title = launch.hasIstio ? 'Read back weights, canaries and stable pods' : 'Read back canaries and stable pods';
  const spec = { kind: 'rollback.read-back' as const, services, subsets: launch.subsets };
  return [{ id: `${owner}/read-back`, title, after: [], spec }];
}

/** The operations of one action; null when this version has no operation for it. */
export function compileAction(launch: Launch, owner: string, action: Action): Draft[] | null {
  switch (action.do) {
    case 'set-canary-images':
      return setCanaryImages(launch, owner, action);
    case 'move-to-stage':
      return moveToStage(launch, owner, action);
    case 'set-weights':
      return setWeights(launch, owner, action);
    case 'scale-canaries':
      return scaleCanaries(launch, owner, action);
    case 'flags':
      return setFlags(launch, owner, action);
    case 'read-back':
      return readBack(launch, owner, action);
    case 'message': {
      const { channel, template } = action;
      const spec = { kind: 'message.post' as const, channel, template };
      return [{ id: `${owner}/message/${template}`, title: `Post to ${channel}`, after: [], spec }];
    }
    default:
      return null;
  }
}
