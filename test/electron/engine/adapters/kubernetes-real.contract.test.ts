import { describe, test } from 'vitest';
import { useCluster } from './support/cluster-under-test.ts';
import { kubernetesContract } from './support/kubernetes-contract.ts';

const kubeconfig = process.env.TMINUS_TEST_KUBECONFIG;

if (kubeconfig === undefined) {
  describe('Kubernetes adapter against a real API server', () => {
    test.skip('set TMINUS_TEST_KUBECONFIG to a kubeconfig with a context `sim` to run these');
  });
} else {
  kubernetesContract('Kubernetes adapter against a real API server', () =>
    useCluster({ kubeconfig, context: 'sim', powerlessContext: 'sim-viewer' }),
  );
}
