import type { JsonObject } from '../json.ts';
import { objectAt, textAt } from '../json.ts';
import { nameOf, namespaceOf, ownedBy, timestamp } from './object.ts';

const environment = (name: string) =>
  ['LOG_LEVEL', 'DATABASE_URL', 'OTEL_EXPORTER_OTLP_ENDPOINT'].map((variable) => ({
    name: variable,
    value: `${variable.toLowerCase().replaceAll('_', '-')}.${name}.svc.cluster.local`,
  }));
const probe = (path: string, port: number) => ({
  ...{ httpGet: { path, port, scheme: 'HTTP' }, initialDelaySeconds: 5, timeoutSeconds: 3 },
  ...{ periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
});
const mounts = ['istio-envoy', 'istio-token', 'istiod-ca-cert', 'workload-certs'];

const container = (name: string, image: string, port: number, env: JsonObject[]): JsonObject => ({
  ...{ name, image, imagePullPolicy: 'IfNotPresent', env },
  ports: [{ name: 'http', containerPort: port, protocol: 'TCP' }],
  resources: { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '100m', memory: '256Mi' } },
  ...{ readinessProbe: probe('/readyz', port), livenessProbe: probe('/livez', port) },
  volumeMounts: mounts.map((mount) => ({ name: mount, mountPath: `/var/run/secrets/${mount}`, readOnly: true })),
  ...{ terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
  securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
});

/** What a Deployment of the crowd makes its pods of: a service with a mesh's sidecar. All its pods share it. */
export const crowdTemplate = (name: string, hash: string): JsonObject => ({
  metadata: {
    labels: {
      ...{ app: name, 'pod-template-hash': hash, version: '4.2.0', 'app.kubernetes.io/name': name },
      ...{ 'app.kubernetes.io/part-of': 'crowd', 'security.istio.io/tlsMode': 'istio', tier: 'backend' },
    },
    annotations: {
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '15020',
      'kubectl.kubernetes.io/default-container': name,
      'sidecar.istio.io/status': JSON.stringify({
        ...{ initContainers: ['istio-init'], containers: ['istio-proxy'], volumes: mounts, imagePullSecrets: null },
        revision: 'default',
      }),
    },
  },
  spec: {
    ...{ restartPolicy: 'Always', terminationGracePeriodSeconds: 30, dnsPolicy: 'ClusterFirst', priority: 0 },
    ...{ serviceAccountName: name, serviceAccount: name, schedulerName: 'default-scheduler', enableServiceLinks: true },
    containers: [
      container(name, `registry.rehearsal.internal/crowd/${name}:4.2.0`, 8080, environment(name)),
      container('istio-proxy', 'registry.rehearsal.internal/istio/proxyv2:1.24.1', 15090, environment('istiod')),
    ],
    volumes: mounts.map((mount) => ({ name: mount, secret: { secretName: `${name}-${mount}`, defaultMode: 420 } })),
    tolerations: ['not-ready', 'unreachable'].map((key) => ({
      ...{ key: `node.kubernetes.io/${key}`, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    })),
  },
});

/** Who has set what, as a server keeps it: a good part of a pod's size. */
const managers = (time: string): JsonObject[] => {
  const fields = (names: readonly string[]) => Object.fromEntries(names.map((name) => [`f:${name}`, {}]));
  const of = (container: string) => ({
    [`k:{"name":"${container}"}`]: {
      ...{ '.': {}, 'f:ports': {}, 'f:resources': fields(['limits', 'requests']), 'f:env': {} },
      ...fields(['image', 'imagePullPolicy', 'livenessProbe', 'readinessProbe', 'name', 'volumeMounts']),
    },
  });
  const condition = (type: string) => ({
    [`k:{"type":"${type}"}`]: { '.': {}, ...fields(['lastProbeTime', 'lastTransitionTime', 'status', 'type']) },
  });
  return [
    {
      ...{ manager: 'kube-controller-manager', operation: 'Update', apiVersion: 'v1', time, fieldsType: 'FieldsV1' },
      fieldsV1: {
        'f:metadata': { ...fields(['generateName', 'annotations', 'labels']), 'f:ownerReferences': { '.': {} } },
        'f:spec': { 'f:containers': { ...of('app'), ...of('istio-proxy') }, ...fields(['dnsPolicy', 'volumes']) },
      },
    },
    {
      ...{ manager: 'kubelet', operation: 'Update', apiVersion: 'v1', time, fieldsType: 'FieldsV1' },
      fieldsV1: {
        'f:status': {
          'f:conditions': { ...condition('ContainersReady'), ...condition('Initialized'), ...condition('Ready') },
          ...fields(['containerStatuses', 'hostIP', 'phase', 'podIP', 'podIPs', 'startTime']),
        },
      },
      subresource: 'status',
    },
  ];
};

/** One pod of the crowd, ready or in a crash loop. */
export function crowdPod(
  set: JsonObject,
  template: JsonObject,
  suffix: string,
  nodeName: string,
  isCrashing: boolean,
): JsonObject {
  const now = timestamp(Date.now());
  const name = `${nameOf(set)}-${suffix}`;
  const status = (of: string, crashes: boolean): JsonObject => ({
    ...{ name: of, image: `registry.rehearsal.internal/crowd/${of}:4.2.0`, ready: !crashes, started: !crashes },
    imageID: `registry.rehearsal.internal/crowd/${of}@sha256:${'6b1f0c9e'.repeat(8)}`,
    containerID: `containerd://${'a94c51d7'.repeat(8)}`,
    restartCount: crashes ? 7 : 0,
    state: crashes
      ? {
          waiting: {
            reason: 'CrashLoopBackOff',
            message: `back-off 5m0s restarting failed container=${of} pod=${name}`,
          },
        }
      : { running: { startedAt: now } },
    lastState: crashes ? { terminated: { exitCode: 1, reason: 'Error', startedAt: now, finishedAt: now } } : {},
  });
  const app = textAt(set, 'metadata', 'labels', 'app');
  const condition = (type: string, isTrue = true) => ({
    ...{ type, status: isTrue ? 'True' : 'False', lastProbeTime: null, lastTransitionTime: now },
  });
  return {
    metadata: {
      ...{ name, generateName: `${nameOf(set)}-`, namespace: namespaceOf(set), ...objectAt(template, 'metadata') },
      ...{ ownerReferences: ownedBy(set), managedFields: managers(now) },
    },
    spec: { ...objectAt(template, 'spec'), nodeName },
    status: {
      ...{ phase: 'Running', qosClass: 'Burstable', hostIP: '10.0.3.17', podIP: '10.244.7.31', startTime: now },
      ...{ hostIPs: [{ ip: '10.0.3.17' }], podIPs: [{ ip: '10.244.7.31' }] },
      conditions: [
        ...[condition('PodReadyToStartContainers'), condition('Initialized'), condition('PodScheduled')],
        ...[condition('Ready', !isCrashing), condition('ContainersReady', !isCrashing)],
      ],
      containerStatuses: [status(app, isCrashing), status('istio-proxy', false)],
    },
  };
}
