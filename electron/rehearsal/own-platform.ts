import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateAuthority } from './certificates/authority.ts';
import type { EnvironmentClock } from './clock.ts';
import { AutomatedSync } from './faults/automated-sync.ts';
import { AutoscalerFights } from './faults/autoscaler-fights.ts';
import { measureAutoscalers } from './faults/autoscaler-readings.ts';
import { ClusterEffects } from './faults/cluster-effects.ts';
import type { Faults } from './faults/faults.ts';
import { guarded, kubernetesInterference } from './faults/interference.ts';
import { PodChurn } from './faults/pod-churn.ts';
import { startCluster } from './kubernetes/cluster.ts';
import { ArgoController } from './kubernetes/controllers/argo.ts';
import type { Pace } from './kubernetes/controllers/workbench.ts';
import { USUAL_PACE } from './kubernetes/controllers/workbench.ts';
import { CONTEXT } from './kubernetes/kubeconfig.ts';
import { theResource } from './kubernetes/resource.ts';
import type { Store } from './kubernetes/store.ts';
import type { RehearsalOptions } from './options.ts';
import type { Platform } from './platform.ts';
import type { ClusterSeen } from './traffic/observed.ts';
import { observe } from './traffic/observed.ts';
import { podLines } from './traffic/pod-lines.ts';
import type { Traffic } from './traffic/traffic.ts';
import type { World } from './world/world.ts';

export type OwnPlatformParts = {
  readonly options: RehearsalOptions;
  readonly authority: CertificateAuthority;
  readonly worlds: readonly [World, ...World[]];
  readonly clock: EnvironmentClock;
  readonly faults: Faults;
  /** The traffic, which exists only once this platform does: asked for when a log is read. */
  readonly traffic: () => Traffic;
};

/** How often a real controller manager looks at its autoscalers. */
const AUTOSCALERS_LOOK_MS = 15_000;

/** The usual pace, with the time until ready as asked for. */
function paceOf(podReadyMs: readonly [number, number] | undefined): Pace {
  if (!podReadyMs) return USUAL_PACE;
  const [shortest, longest] = podReadyMs;
  const part = (share: number): readonly [number, number] => [shortest * share, longest * share];
  return { ...USUAL_PACE, schedule: part(0.08), pull: part(0.32), becomeReady: part(0.6) };
}

function lookAt(store: Store, world: World): ClusterSeen {
  const list = (key: string) => store.list(theResource(key), world.namespace);
  return observe(
    world.services.map((service) => service.name),
    {
      virtualServices: list('networking.istio.io/virtualservices'),
      destinationRules: list('networking.istio.io/destinationrules'),
      deployments: list('apps/deployments'),
      pods: list('pods'),
    },
  );
}

/** Starts the cluster that lives in this process and writes its kubeconfig. */
export async function ownPlatform({
  options,
  authority,
  worlds,
  clock,
  faults,
  traffic,
}: OwnPlatformParts): Promise<Platform> {
  const cluster = await startCluster(authority, {
    worlds,
    pace: paceOf(options.podReadyMs),
    bookmarkEveryMs: options.bookmarkEveryMs ?? 5_000,
    logs: { between: (pod, fromMs, toMs) => podLines(traffic(), clock).between(pod, fromMs, toMs) },
    interfere: kubernetesInterference(faults),
    guard: (handler) => guarded(faults, 'kubernetes', handler),
    denials: () => faults.denials(),
    crowd: options.crowd ?? 0,
    podFaults: (pod) => faults.podTrouble(pod),
  });
  const kubeconfig = join(options.dir, 'kubeconfig');
  await writeFile(kubeconfig, cluster.kubeconfig, { mode: 0o600 });
  const { store } = cluster;
  const churn = new PodChurn(store, faults);
  const effects = [
    new ClusterEffects(store, faults),
    new AutoscalerFights(store, faults),
    new AutomatedSync(store, faults),
    churn,
  ];
  const argo = new ArgoController(store);
  const measure = () => measureAutoscalers(store, traffic(), faults);
  let timer: NodeJS.Timeout | undefined;
  return {
    kubeconfig,
    context: CONTEXT,
    endpoint: cluster.endpoint,
    look: (world) => lookAt(store, world),
    begin: () => {
      measure();
      timer = setInterval(measure, AUTOSCALERS_LOOK_MS);
    },
    disturb: () => {
      if (faults.hit('watch-expired', () => true)) {
        store.compact();
        cluster.endpoint.cutAll();
      }
      cluster.loop.pods.disturb();
      for (const effect of effects) effect.settle();
      measure();
    },
    stop: () => {
      clearInterval(timer);
      argo.stop();
      churn.stop();
      return cluster.stop();
    },
  };
}
