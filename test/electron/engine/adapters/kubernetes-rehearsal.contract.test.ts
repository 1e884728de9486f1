import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRehearsal } from '#rehearsal/start.ts';
import { useCluster } from './support/cluster-under-test.ts';
import { kubernetesContract } from './support/kubernetes-contract.ts';

kubernetesContract('Kubernetes adapter against the rehearsal environment', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'tminus-rehearsal-'));
  const rehearsal = await startRehearsal({ dir });
  const { kubeconfig, context } = rehearsal;
  return useCluster({ kubeconfig, context, powerlessContext: `${context}-viewer` }, async () => {
    await rehearsal.stop();
    await rm(dir, { recursive: true, force: true });
  });
});
