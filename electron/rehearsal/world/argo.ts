import type { JsonObject } from '../json.ts';
import { objectAt, textAt } from '../json.ts';
import { annotationsOf, nameOf } from '../kubernetes/object.ts';
import type { World } from './world.ts';

/** Where Argo CD and its Applications are. */
export const ARGO_NAMESPACE = 'argocd';
export const TRACKING = 'argocd.argoproj.io/tracking-id';

/** A world's Application, named like its namespace. It syncs by hand until somebody automates it. */
export const application = ({ namespace }: World): JsonObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: namespace },
  spec: {
    project: 'default',
    source: { repoURL: 'https://git.example/platform.git', path: namespace, targetRevision: 'main' },
    destination: { server: 'https://kubernetes.default.svc', namespace },
    syncPolicy: { syncOptions: ['CreateNamespace=false'] },
  },
});

/** What Git is said to hold: Argo CD marks such an object as its own. */
const KEPT = [
  'apps/deployments',
  'networking.istio.io/virtualservices',
  'networking.istio.io/destinationrules',
  'services',
];

/** An object of a world as Argo CD has made it. */
export function tracked(world: World, resource: string, object: JsonObject): JsonObject {
  if (!KEPT.includes(resource)) return object;
  const [group = ''] = resource.includes('/') ? resource.split('/') : [];
  const of = `${group}/${textAt(object, 'kind')}:${world.namespace}/${nameOf(object)}`;
  const annotations = { ...annotationsOf(object), [TRACKING]: `${world.namespace}:${of}` };
  return { ...object, metadata: { ...objectAt(object, 'metadata'), annotations } };
}
