import type { EnvironmentClock } from '../clock.ts';
import { drift } from '../noise.ts';
import type { World } from '../world/world.ts';
import type { ClusterSeen, ServiceSeen, SubsetSeen } from './observed.ts';
import { nodeReadings, platformReadings } from './platform-readings.ts';
import type { Labels, SeriesStore } from './series.ts';
import { STEP_MS } from './series.ts';
import type { SubsetLoad, TrafficFaults } from './service-load.ts';
import { BUCKETS_S, meanSeconds, partWithin, subsetLoad } from './service-load.ts';

const HISTORY_STEPS = 3_600_000 / STEP_MS;
/** A model that slept longer than this starts anew from there instead of inventing the time between. */
const MAX_CATCH_UP_STEPS = 4 * HISTORY_STEPS;
const CATCH_UP_EVERY_MS = 200;

export type ModelParts = {
  readonly world: World;
  /** Shared by the worlds of an environment: one Prometheus sees them all, told apart by `namespace`. */
  readonly series: SeriesStore;
  /** Nodes that this model measures; zero for a world that runs on another's. */
  readonly nodes: number;
  readonly clock: EnvironmentClock;
  readonly seed: number;
  readonly faults: TrafficFaults;
  /** The cluster as it is now. */
  readonly look: () => ClusterSeen;
};

/** The platform's traffic: every 5 s of launch time it asks what the cluster is like and writes what users would see. */
export class TrafficModel {
  private readonly parts: ModelParts;
  private readonly latest = new Map<string, SubsetLoad>();
  private step: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: ModelParts) {
    this.parts = parts;
    const now = Math.floor(parts.clock.startMs / STEP_MS);
    this.step = now - HISTORY_STEPS;
    const calm: TrafficFaults = { errorPercent: () => 0, latencyFactor: () => 1, pinned: () => null };
    const before = beforeStart(parts.world, parts.look());
    while (this.step < now) this.take(before, calm);
  }

  start(): void {
    this.timer = setInterval(() => this.catchUp(), CATCH_UP_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Records every step up to now. Called by the timer and before every query. */
  catchUp(): void {
    const now = Math.floor(this.parts.clock.launchNow() / STEP_MS);
    if (this.step >= now) return;
    if (now - this.step > MAX_CATCH_UP_STEPS) this.step = now - MAX_CATCH_UP_STEPS;
    const seen = this.parts.look();
    while (this.step < now) this.take(seen, this.parts.faults);
  }

  /** What a subset did in the newest step; undefined for one that had no traffic and no pods. */
  loadOf(service: string, subset: string): SubsetLoad | undefined {
    return this.latest.get(`${service}/${subset}`);
  }

  /** What a subset does this very moment, and its ready pods: a smoke test does not wait for the next step. */
  lookNow(service: string, subset: string): { readonly readyPods: number; readonly load: SubsetLoad } | null {
    const { world, seed, faults, look } = this.parts;
    const known = world.services.find((each) => each.name === service);
    const found = look().services.find((each) => each.name === service);
    const seen = found?.subsets.find((each) => each.name === subset);
    if (known === undefined || seen === undefined) return null;
    const load = subsetLoad(known, seen, world.stableReplicas, this.step, seed, faults);
    return { readyPods: seen.pods.filter((pod) => pod.isReady).length, load };
  }

  /** Part of a service's requests that fail right now, over all subsets; 1 when nothing answers. */
  errorRatio(service: string): number {
    const loads = [...this.latest].filter(([key]) => key.startsWith(`${service}/`)).map(([, load]) => load);
    const total = loads.reduce((sum, load) => sum + load.requestsPerSecond, 0);
    return total === 0 ? 1 : loads.reduce((sum, load) => sum + load.requestsPerSecond * load.errorRatio, 0) / total;
  }

  private take(seen: ClusterSeen, faults: TrafficFaults): void {
    this.step += 1;
    const namespace = this.parts.world.namespace;
    for (const service of seen.services) this.takeService(service, faults);
    for (const { name, wanted, ready } of seen.deployments) {
      this.gauge('kube_deployment_spec_replicas', { namespace, deployment: name }, wanted);
      this.gauge('kube_deployment_status_replicas_ready', { namespace, deployment: name }, ready);
    }
    this.gauge('up', { job: 'rehearsal', namespace }, 1);
    this.takeSharedParts(seen, faults);
    if (this.step % HISTORY_STEPS === 0) this.parts.series.prune();
  }

  private takeService(seen: ServiceSeen, faults: TrafficFaults): void {
    const { world, seed } = this.parts;
    const service = world.services.find((each) => each.name === seen.name);
    if (!service) return;
    for (const subset of seen.subsets) {
      const key = `${seen.name}/${subset.name}`;
      const routed: SubsetSeen = seen.directStatus === null ? subset : { ...subset, share: 0 };
      if (routed.share === 0 && subset.pods.length === 0) {
        this.latest.delete(key);
        continue;
      }
      const load = subsetLoad(service, routed, world.stableReplicas, this.step, seed, faults);
      this.latest.set(key, load);
      this.takeRequests({ namespace: world.namespace, service: seen.name, subset: subset.name }, load);
      this.takePods(seen.name, subset, load);
    }
    if (seen.directStatus !== null) {
      const labels = {
        namespace: world.namespace,
        service: seen.name,
        subset: 'none',
        code: String(seen.directStatus),
      };
      this.count('http_requests_total', labels, service.requestsPerSecond);
    }
  }

  private takeRequests(labels: Labels, load: SubsetLoad): void {
    for (const [code, ratio] of load.ratioByCode)
      this.count('http_requests_total', { ...labels, code }, load.requestsPerSecond * ratio);
    const answered = load.requestsPerSecond * (1 - (load.ratioByCode.get('503') ?? 0));
    for (const bound of BUCKETS_S) {
      this.count(
        'http_request_duration_seconds_bucket',
        { ...labels, le: String(bound) },
        answered * partWithin(bound, load.medianMs),
      );
    }
    this.count('http_request_duration_seconds_bucket', { ...labels, le: '+Inf' }, answered);
    this.count('http_request_duration_seconds_count', labels, answered);
    this.count('http_request_duration_seconds_sum', labels, answered * meanSeconds(load.medianMs));
  }

  private takePods(service: string, subset: SubsetSeen, load: SubsetLoad): void {
    const { world, seed } = this.parts;
    const megabytes = world.services.find((each) => each.name === service)?.memoryMegabytes ?? 256;
    const labels = { namespace: world.namespace, service, subset: subset.name };
    const ready = subset.pods.filter((pod) => pod.isReady);
    this.gauge('service_ready_pods', labels, ready.length);
    for (const pod of subset.pods) {
      const own = { ...labels, pod: pod.name, container: service };
      this.gauge(
        'kube_pod_status_ready',
        { namespace: world.namespace, pod: pod.name, service, subset: subset.name, condition: 'true' },
        pod.isReady ? 1 : 0,
      );
      this.gauge('kube_pod_container_status_restarts_total', own, pod.restarts);
      if (pod.waiting !== '')
        this.gauge('kube_pod_container_status_waiting_reason', { ...own, reason: pod.waiting }, 1);
      if (!pod.isReady) continue;
      this.gauge(
        'container_memory_working_set_bytes',
        own,
        megabytes * 1_048_576 * (0.55 + 0.1 * load.utilisation + 0.02 * drift(this.step, 60, seed, pod.name)),
      );
      this.count(
        'container_cpu_usage_seconds_total',
        own,
        0.04 + 0.5 * Math.min(1, load.utilisation) * (1 + 0.05 * drift(this.step, 8, seed, pod.name)),
      );
      this.gauge('kube_pod_container_resource_limits', { ...own, resource: 'cpu' }, 1);
      this.gauge('kube_pod_container_resource_limits', { ...own, resource: 'memory' }, megabytes * 1_048_576);
    }
  }

  private takeSharedParts(seen: ClusterSeen, faults: TrafficFaults): void {
    const { world, seed, nodes } = this.parts;
    const namespace = world.namespace;
    const state = {
      step: this.step,
      seed: `${seed}/${namespace}`,
      readyPods: seen.services
        .flatMap((service) => service.subsets.flatMap((subset) => subset.pods))
        .filter((pod) => pod.isReady).length,
      usualPods: world.services.length * world.stableReplicas,
      requestsPerSecond: [...this.latest.values()].reduce((sum, load) => sum + load.requestsPerSecond, 0),
      usualRequestsPerSecond: world.services.reduce((sum, each) => sum + each.requestsPerSecond, 0),
    };
    const { gauges, counters } = platformReadings(state);
    for (const [name, value] of Object.entries(gauges))
      this.gauge(name, { namespace }, faults.pinned(name, namespace) ?? value);
    for (const [name, perSecond] of Object.entries(counters))
      this.count(name, { namespace }, faults.pinned(name, namespace) ?? perSecond);
    for (let index = 0; index < nodes; index += 1) {
      const node = `rehearsal-node-${index}`;
      for (const [name, value] of Object.entries(nodeReadings(state, node)))
        this.gauge(name, { node }, faults.pinned(name, namespace) ?? value);
    }
  }

  private gauge(name: string, labels: Labels, value: number): void {
    this.parts.series.record(this.step, name, labels, value);
  }

  /** Adds what happened within a step at `perSecond`. Counters hold expected values, not whole requests: a calm day shows no odd error. */
  private count(name: string, labels: Labels, perSecond: number): void {
    this.parts.series.add(this.step, name, labels, (perSecond * STEP_MS) / 1_000);
  }
}

/** The cluster in the hour before the start: as it is, when all traffic is on stable; else as it must have been. */
function beforeStart(world: World, seen: ClusterSeen): ClusterSeen {
  const isSteady = world.services.every((service) =>
    seen.services
      .find((each) => each.name === service.name)
      ?.subsets.some(({ share, pods }) => share === 1 && pods.some((pod) => pod.isReady)),
  );
  return isSteady ? seen : steady(world);
}

/** Everything on stable, all of its pods ready. */
function steady(world: World): ClusterSeen {
  return {
    services: world.services.map(({ name }) => ({
      name,
      directStatus: null,
      subsets: [
        {
          name: 'stable',
          share: 1,
          pods: Array.from({ length: world.stableReplicas }, (_, index) => ({
            name: `${name}-stable-${index}`,
            isReady: true,
            image: world.version,
            restarts: 0,
            waiting: '',
          })),
        },
      ],
    })),
    deployments: world.services.flatMap(({ name }) => [
      { name: `${name}-stable`, wanted: world.stableReplicas, ready: world.stableReplicas },
      { name: `${name}-canary`, wanted: 0, ready: 0 },
    ]),
  };
}
