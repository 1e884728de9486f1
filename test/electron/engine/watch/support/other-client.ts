import { AppsV1Api, CustomObjectsApi, KubeConfig } from '@kubernetes/client-node';

const istio = { group: 'networking.istio.io', version: 'v1', plural: 'virtualservices' } as const;
type Route = { readonly route: readonly { readonly destination: { readonly subset?: string } }[] };

/** Somebody else at work on the cluster, under a name of their own. */
export function otherClient(
  at: { readonly kubeconfig: string; readonly context: string; readonly namespace: string },
  fieldManager: string,
) {
  const kc = new KubeConfig();
  kc.loadFromFile(at.kubeconfig);
  kc.setCurrentContext(at.context);
  const { namespace } = at;
  const [apps, custom] = [kc.makeApiClient(AppsV1Api), kc.makeApiClient(CustomObjectsApi)];
  const patchDeployment = (name: string, body: readonly object[]) =>
    apps.patchNamespacedDeployment({ name, namespace, body, fieldManager });
  return {
    /** The canary's weight on the first route of a host. */
    async setWeight(host: string, canaryPercent: number): Promise<void> {
      const list = await custom.listNamespacedCustomObject({ ...istio, namespace });
      const found = list.items.find((one: { spec: { hosts: readonly string[] } }) => one.spec.hosts.includes(host));
      const routes: readonly Route[] = found.spec.http;
      const body = (routes[0]?.route ?? []).map(({ destination }, index) => ({
        op: 'add',
        path: `/spec/http/0/route/${index}/weight`,
        value: destination.subset === 'canary' ? canaryPercent : 100 - canaryPercent,
      }));
      const { name } = found.metadata;
      await custom.patchNamespacedCustomObject({ ...istio, namespace, name, body, fieldManager });
    },
    scale: (name: string, replicas: number) =>
      patchDeployment(name, [{ op: 'add', path: '/spec/replicas', value: replicas }]),
    annotate: (name: string, key: string, value: string) =>
      patchDeployment(name, [{ op: 'add', path: `/metadata/annotations/${key.replaceAll('/', '~1')}`, value }]),
    setVariable: (name: string, variable: string, value: string) =>
      patchDeployment(name, [
        { op: 'add', path: '/spec/template/spec/containers/0/env', value: [{ name: variable, value }] },
      ]),
  };
}
