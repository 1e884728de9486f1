/**
 * What is used of the cluster's client: a bundle takes in no more of it. Loaded when a cluster is first needed, since that
 * takes time and memory.
 */
export {
  ApisApi,
  AppsV1Api,
  AuthenticationV1Api,
  AuthorizationV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  Observable,
  VersionApi,
} from '@kubernetes/client-node';
