import type { ActionOf } from '../../schema/actions.ts';
import type { Draft } from '../draft.ts';
import { type Each, each, type Launch, meant } from './launch.ts';

export function setCanaryImages(launch: Launch, owner: string, action: ActionOf<'set-canary-images'>): Draft[] {
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
export function moveToStage(launch: Launch, owner: string, action: ActionOf<'move-to-stage'>): Draft[] {
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
export function setWeights(launch: Launch, owner: string, action: ActionOf<'set-weights'>): Draft[] {
  if (!launch.hasIstio) return [];
  return meant(launch, action.services).map((service) => ({
    id: `${owner}/${service.id}/weights`,
    title: `${service.title}: ${100 - action.percent} % of traffic to stable`,
    service: service.id,
    after: [],
    spec: { kind: 'traffic.weights', host: service.host, subsets: launch.subsets, canaryPercent: action.percent },
  }));
}

/** Dependents before what they depend on: the reverse of the launch order where it matters, else at once. */
export function scaleCanaries(launch: Launch, owner: string, action: ActionOf<'scale-canaries'>): Draft[] {
  const services = meant(launch, action.services);
  return services.map((service) => ({
    id: `${owner}/${service.id}/scale`,
    title: `${service.title}: canary to ${action.replicas} pods`,
    service: service.id,
    after: services
      .filter((other) => other.dependsOn.includes(service.id))
      .map((other) => `${owner}/${other.id}/scale`),
    spec: {
      kind: 'kubernetes.scale',
      deployment: service.canaryDeployment,
      replicas: { count: action.replicas },
      readyTimeoutMs: launch.readyTimeoutMs,
    },
  }));
}

export function setFlags(launch: Launch, owner: string, action: ActionOf<'flags'>): Draft[] {
  const named = (which: ActionOf<'flags'>['on']) => (which === 'all' ? launch.flags : (which ?? []));
  const set = (flag: string, on: boolean): Draft => ({
    id: `${owner}/flags/${flag}`,
    title: `Flag ${flag} ${on ? 'on' : 'off'}`,
    after: [],
    spec: { kind: 'flag.set', flag, environment: launch.environment, on },
  });
  return [...named(action.on).map((flag) => set(flag, true)), ...named(action.off).map((flag) => set(flag, false))];
}

export function readBack(launch: Launch, owner: string, action: ActionOf<'read-back'>): Draft[] {
  const services = meant(launch, action.services).map((service) => ({
    service: service.id,
    ...(launch.hasIstio ? { host: service.host } : {}),
    stable: service.stableDeployment,
    canary: service.canaryDeployment,
  }));
  const title = launch.hasIstio ? 'Read back weights, canaries and stable pods' : 'Read back canaries and stable pods';
  const spec = { kind: 'rollback.read-back' as const, services, subsets: launch.subsets };
  return [{ id: `${owner}/read-back`, title, after: [], spec }];
}

/** Each service's own test, all at once: they change nothing of each other's (runbook §2.4). */
export function smokeTests(launch: Launch, owner: string, action: ActionOf<'smoke-tests'>): Draft[] {
  return meant(launch, action.services).flatMap((service): Draft[] => {
    const test = launch.smokeTests.get(service.id);
    if (test === undefined) return [];
    return [
      {
        id: `${owner}/${service.id}/smoke-test`,
        title: `${service.title}: ${service.verification ?? 'smoke test'}`,
        service: service.id,
        after: [],
        spec: {
          kind: 'command.run',
          program: test.program,
          arguments: test.arguments,
          timeoutMs: test.timeout,
          ...(test.expected === undefined ? {} : { expected: test.expected }),
          ...(test.sha256 === undefined ? {} : { sha256: test.sha256 }),
          isRepeatable: true,
        },
      },
    ];
  });
}
