import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { certificateAuthority } from './certificates/authority.ts';
import { startCluster } from './kubernetes/cluster.ts';
import { USUAL_PACE } from './kubernetes/controllers/workbench.ts';
import { CONTEXT } from './kubernetes/kubeconfig.ts';
import { MEDIA_GATEWAY } from './world/media-gateway.ts';

export type RehearsalOptions = { readonly dir: string; readonly namespace?: string };

export async function startRehearsal(options: RehearsalOptions) {
  await mkdir(options.dir, { recursive: true, mode: 0o700 });
  const world = { ...MEDIA_GATEWAY, namespace: options.namespace ?? MEDIA_GATEWAY.namespace };
  const authority = await certificateAuthority();
  const cluster = await startCluster(authority, {
    world,
    pace: USUAL_PACE,
    bookmarkEveryMs: 5_000,
    logs: { between: () => [] },
    interfere: async () => false,
    denials: () => [],
    podFaults: () => null,
  });
  const kubeconfig = join(options.dir, 'kubeconfig');
  await writeFile(kubeconfig, cluster.kubeconfig, { mode: 0o600 });
  return { kubeconfig, context: CONTEXT, namespace: world.namespace, stop: () => cluster.stop() };
}
