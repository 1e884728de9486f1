import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateAuthority } from './certificates/authority.ts';
import type { EnvironmentClock } from './clock.ts';
import type { Faults } from './faults/faults.ts';
import { guarded, kubernetesInterference } from './faults/interference.ts';
import { startCluster } from './kubernetes/cluster.ts';
import type { Pace } from './kubernetes/controllers/workbench.ts';
import { USUAL_PACE } from './kubernetes/controllers/workbench.ts';
import { CONTEXT } from './kubernetes/kubeconfig.ts';
import { theResource } from './kubernetes/resource.ts';
import type { RehearsalOptions } from './options.ts';
import type { Platform } from './platform.ts';
import type { TrafficModel } from './traffic/model.ts';
import { observe } from './traffic/observed.ts';
import { podLines } from './traffic/pod-lines.ts';
import type { World } from './world/world.ts';

export type OwnPlatformParts = {
  readonly options: RehearsalOptions;
  readonly authority: CertificateAuthority;
  readonly world: World;
  readonly clock: EnvironmentClock;
  readonly faults: Faults;
  /** The model, which exists only once this platform does: asked for when a log is read. */
  readonly model: () => TrafficModel;
};

/** The usual pace, with the time until ready as asked for. */
function paceOf(podReadyMs: readonly [number, number] | undefined): Pace {
  if (!podReadyMs) return USUAL_PACE;
  const [shortest, longest] = podReadyMs;
  const part = (share: number): readonly [number, number] => [shortest * share, longest * share];
  return { ...USUAL_PACE, schedule: part(0.08), pull: part(0.32), becomeReady: part(0.6) };
}

/** Starts the cluster that lives in this process and writes its kubeconfig. */
export async function ownPlatform({
  options,
  authority,
  world,
  clock,
  faults,
  model,
}: OwnPlatformParts): Promise<Platform> {
  const cluster = await startCluster(authority, {
    world,
    pace: paceOf(options.podReadyMs),
    bookmarkEveryMs: options.bookmarkEveryMs ?? 5_000,
    logs: { between: (pod, fromMs, toMs) => podLines(model(), clock).between(pod, fromMs, toMs) },
    interfere: kubernetesInterference(faults),
    guard: (handler) => guarded(faults, 'kubernetes', handler),
    denials: () => faults.denials(),
    podFaults: (pod) => faults.podTrouble(pod),
  });
  const kubeconfig = join(options.dir, 'kubeconfig');
  await writeFile(kubeconfig, cluster.kubeconfig, { mode: 0o600 });
  const list = (key: string) => cluster.store.list(theResource(key), world.namespace);
  const services = world.services.map((service) => service.name);
  return {
    kubeconfig,
    context: CONTEXT,
    endpoint: cluster.endpoint,
    look: () =>
      observe(services, {
        virtualServices: list('networking.istio.io/virtualservices'),
        destinationRules: list('networking.istio.io/destinationrules'),
        deployments: list('apps/deployments'),
        pods: list('pods'),
      }),
    disturb: () => {
      if (faults.hit('watch-expired', () => true)) {
        cluster.store.compact();
        cluster.endpoint.cutAll();
      }
      cluster.loop.pods.disturb();
    },
    stop: () => cluster.stop(),
  };
}
