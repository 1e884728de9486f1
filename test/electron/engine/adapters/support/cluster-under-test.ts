import { randomBytes } from 'node:crypto';
import { AppsV1Api, CoreV1Api, CustomObjectsApi, KubeConfig } from '@kubernetes/client-node';

/** A cluster that the contract holds for, with a namespace of the suite's own. */
export type ClusterUnderTest = {
  readonly kubeconfig: string;
  readonly context: string;
  /** A context that may do nothing, where the cluster has one. */
  readonly powerlessContext: string | undefined;
  readonly namespace: string;
  readonly kc: KubeConfig;
  readonly apps: AppsV1Api;
  readonly core: CoreV1Api;
  readonly custom: CustomObjectsApi;
  stop(): Promise<void>;
};

/** Makes and labels a namespace in the cluster that the file's `context` names; `stop` removes it, and `alsoStop`s. */
export async function useCluster(
  at: { readonly kubeconfig: string; readonly context: string; readonly powerlessContext?: string },
  alsoStop: () => Promise<void> = async () => undefined,
): Promise<ClusterUnderTest> {
  const kc = new KubeConfig();
  kc.loadFromFile(at.kubeconfig);
  kc.setCurrentContext(at.context);
  const core = kc.makeApiClient(CoreV1Api);
  const namespace = `tminus-contract-${randomBytes(4).toString('hex')}`;
  await core.createNamespace({
    body: { metadata: { name: namespace, labels: { 'app.kubernetes.io/managed-by': 'tminus-contract' } } },
  });
  return {
    kubeconfig: at.kubeconfig,
    context: at.context,
    powerlessContext: at.powerlessContext,
    namespace,
    kc,
    core,
    apps: kc.makeApiClient(AppsV1Api),
    custom: kc.makeApiClient(CustomObjectsApi),
    async stop() {
      await core.deleteNamespace({ name: namespace });
      await alsoStop();
    },
  };
}

/** A program that crashes does so before its first probe. */
const probe = (image: string) => ({
  httpGet: { path: '/ready', port: 8080 },
  periodSeconds: 1,
  initialDelaySeconds: image.includes('crash') ? 10 : 0,
});

/** A Deployment of one container `app`, whose pods are quick to stop. */
export async function makeDeployment(
  cluster: ClusterUnderTest,
  name: string,
  image: string,
  replicas: number,
): Promise<void> {
  const labels = { app: name };
  await cluster.apps.createNamespacedDeployment({
    namespace: cluster.namespace,
    body: {
      metadata: { name, labels },
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            terminationGracePeriodSeconds: 1,
            containers: [{ name: 'app', image, readinessProbe: probe(image) }],
          },
        },
      },
    },
  });
}

const istio = (cluster: ClusterUnderTest, plural: string) => ({
  group: 'networking.istio.io',
  version: 'v1',
  namespace: cluster.namespace,
  plural,
});
const destination = (host: string, subset: string, weight?: number) => ({
  destination: { host, subset },
  ...(weight === undefined ? {} : { weight }),
});

/** A VirtualService whose http routes split `host`; each entry is the canary's weight, null a route to stable alone. */
export async function makeRoutes(
  cluster: ClusterUnderTest,
  name: string,
  host: string,
  canaryWeights: readonly (number | null)[],
): Promise<void> {
  const http = canaryWeights.map((weight, index) => ({
    ...(index < canaryWeights.length - 1 ? { match: [{ uri: { prefix: `/v${index}` } }] } : {}),
    route:
      weight === null
        ? [destination(host, 'stable')]
        : [destination(host, 'stable', 100 - weight), destination(host, 'canary', weight)],
  }));
  const body = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name },
    spec: { hosts: [host], http },
  };
  await cluster.custom.createNamespacedCustomObject({ ...istio(cluster, 'virtualservices'), body });
}

export async function makeSubsets(cluster: ClusterUnderTest, host: string, subsets: readonly string[]): Promise<void> {
  const spec = { host, subsets: subsets.map((name) => ({ name, labels: { track: name } })) };
  const body = { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: host }, spec };
  await cluster.custom.createNamespacedCustomObject({ ...istio(cluster, 'destinationrules'), body });
}

/** What is stored: weights of each http route in order, `[stable, canary]`. */
export async function storedWeights(
  cluster: ClusterUnderTest,
  name: string,
): Promise<readonly (readonly (number | undefined)[])[]> {
  const service = await cluster.custom.getNamespacedCustomObject({ ...istio(cluster, 'virtualservices'), name });
  const routes: readonly { route: readonly { weight?: number }[] }[] = service.spec.http;
  return routes.map(({ route }) => route.map((one) => one.weight));
}

/** Somebody else at work: a change that isn't ours. */
export const patchRoutes = (
  cluster: ClusterUnderTest,
  name: string,
  body: readonly object[],
  fieldManager = 'somebody',
) => cluster.custom.patchNamespacedCustomObject({ ...istio(cluster, 'virtualservices'), name, body, fieldManager });
export const patchDeployment = (cluster: ClusterUnderTest, name: string, body: readonly object[]) =>
  cluster.apps.patchNamespacedDeployment({ name, namespace: cluster.namespace, body });
export const storedDeployment = (cluster: ClusterUnderTest, name: string) =>
  cluster.apps.readNamespacedDeployment({ name, namespace: cluster.namespace });

/** The newest autoscaling API that the cluster serves. */
const autoscalingVersion = (cluster: ClusterUnderTest): Promise<string> =>
  cluster.custom.getAPIResources({ group: 'autoscaling', version: 'v2' }).then(
    () => 'v2',
    () => 'v1',
  );
const autoscalers = async (cluster: ClusterUnderTest) => ({
  group: 'autoscaling',
  version: await autoscalingVersion(cluster),
  namespace: cluster.namespace,
  plural: 'horizontalpodautoscalers',
});

/** An autoscaler under the name of its Deployment. */
export async function makeAutoscaler(
  cluster: ClusterUnderTest,
  name: string,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): Promise<void> {
  const where = await autoscalers(cluster);
  const spec = {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    minReplicas: minimum,
    maxReplicas: maximum,
  };
  const body = {
    apiVersion: `autoscaling/${where.version}`,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec,
  };
  await cluster.custom.createNamespacedCustomObject({ ...where, body });
}
export const storedAutoscaler = async (cluster: ClusterUnderTest, name: string) =>
  cluster.custom.getNamespacedCustomObject({ ...(await autoscalers(cluster)), name });

const applications = (cluster: ClusterUnderTest) => ({
  group: 'argoproj.io',
  version: 'v1alpha1',
  namespace: cluster.namespace,
  plural: 'applications',
});
export const hasArgo = (cluster: ClusterUnderTest): Promise<boolean> =>
  cluster.custom.getAPIResources({ group: 'argoproj.io', version: 'v1alpha1' }).then(
    () => true,
    () => false,
  );
export async function makeApplication(cluster: ClusterUnderTest, name: string, syncPolicy: object): Promise<void> {
  const body = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name }, spec: { syncPolicy } };
  await cluster.custom.createNamespacedCustomObject({ ...applications(cluster), body });
}
export const storedApplication = (cluster: ClusterUnderTest, name: string) =>
  cluster.custom.getNamespacedCustomObject({ ...applications(cluster), name });
export const patchApplication = (cluster: ClusterUnderTest, name: string, body: readonly object[]) =>
  cluster.custom.patchNamespacedCustomObject({ ...applications(cluster), name, body });
