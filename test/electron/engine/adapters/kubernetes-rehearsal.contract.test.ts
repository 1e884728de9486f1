import { useCluster } from './support/cluster-under-test.ts';
import { kubernetesContract } from './support/kubernetes-contract.ts';
import { openRehearsal } from './support/open-rehearsal.ts';

kubernetesContract('Kubernetes adapter against the rehearsal environment', async () => {
  const rehearsal = await openRehearsal();
  const { kubeconfig, context } = rehearsal.addresses;
  return useCluster({ kubeconfig, context, powerlessContext: `${context}-viewer` }, rehearsal.stop);
});
