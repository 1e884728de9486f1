import type { Json, JsonObject } from '../json.ts';
import { at, isObject, listAt, numberAt, textAt, textsAt } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import { isTerminating, nameOf, namespaceOf } from './object.ts';
import type { Resource } from './resource.ts';
import { resourceKey } from './resource.ts';

type Column = {
  readonly name: string;
  readonly type?: string;
  readonly isWide?: boolean;
  readonly cell: (object: JsonObject) => Json;
};

/** Whether the client asked for a table, as `kubectl get` does. */
export const wantsTable = (exchange: Exchange): boolean => /as=Table/.test(exchange.header('accept'));

function age(object: JsonObject): string {
  const seconds = Math.max(
    0,
    Math.floor((Date.now() - Date.parse(textAt(object, 'metadata', 'creationTimestamp'))) / 1_000),
  );
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

const NAME: Column = { name: 'Name', cell: nameOf };
const AGE: Column = { name: 'Age', cell: age };
const images = (object: JsonObject) =>
  listAt(object, 'spec', 'template', 'spec', 'containers')
    .map((each) => textAt(each, 'image'))
    .join(',');

function podStatus(pod: JsonObject): string {
  if (isTerminating(pod)) return 'Terminating';
  for (const status of listAt(pod, 'status', 'containerStatuses')) {
    const reason = textAt(status, 'state', 'waiting', 'reason') || textAt(status, 'state', 'terminated', 'reason');
    if (reason) return reason;
  }
  return textAt(pod, 'status', 'phase');
}

const statuses = (pod: JsonObject) => listAt(pod, 'status', 'containerStatuses');

const COLUMNS: Record<string, readonly Column[]> = {
  pods: [
    NAME,
    {
      name: 'Ready',
      cell: (pod) =>
        `${statuses(pod).filter((each) => at(each, 'ready') === true).length}/${listAt(pod, 'spec', 'containers').length}`,
    },
    { name: 'Status', cell: podStatus },
    {
      name: 'Restarts',
      type: 'integer',
      cell: (pod) => statuses(pod).reduce<number>((sum, each) => sum + numberAt(each, 0, 'restartCount'), 0),
    },
    AGE,
    { name: 'IP', isWide: true, cell: (pod) => textAt(pod, 'status', 'podIP') || '<none>' },
    { name: 'Node', isWide: true, cell: (pod) => textAt(pod, 'spec', 'nodeName') || '<none>' },
  ],
  'apps/deployments': [
    NAME,
    {
      name: 'Ready',
      cell: (object) => `${numberAt(object, 0, 'status', 'readyReplicas')}/${numberAt(object, 0, 'spec', 'replicas')}`,
    },
    { name: 'Up-to-date', type: 'integer', cell: (object) => numberAt(object, 0, 'status', 'updatedReplicas') },
    { name: 'Available', type: 'integer', cell: (object) => numberAt(object, 0, 'status', 'availableReplicas') },
    AGE,
    { name: 'Images', isWide: true, cell: images },
  ],
  'apps/replicasets': [
    NAME,
    { name: 'Desired', type: 'integer', cell: (object) => numberAt(object, 0, 'spec', 'replicas') },
    { name: 'Current', type: 'integer', cell: (object) => numberAt(object, 0, 'status', 'replicas') },
    { name: 'Ready', type: 'integer', cell: (object) => numberAt(object, 0, 'status', 'readyReplicas') },
    AGE,
  ],
  namespaces: [NAME, { name: 'Status', cell: (object) => textAt(object, 'status', 'phase') }, AGE],
  nodes: [
    NAME,
    { name: 'Status', cell: () => 'Ready' },
    AGE,
    { name: 'Version', cell: (object) => textAt(object, 'status', 'nodeInfo', 'kubeletVersion') },
  ],
  services: [
    NAME,
    { name: 'Type', cell: (object) => textAt(object, 'spec', 'type') },
    { name: 'Cluster-IP', cell: (object) => textAt(object, 'spec', 'clusterIP') || '<none>' },
    {
      name: 'Port(s)',
      cell: (object) =>
        listAt(object, 'spec', 'ports')
          .map((port) => `${numberAt(port, 0, 'port')}/${textAt(port, 'protocol')}`)
          .join(','),
    },
    AGE,
  ],
  events: [
    { name: 'Last Seen', cell: (object) => age({ metadata: { creationTimestamp: textAt(object, 'lastTimestamp') } }) },
    { name: 'Type', cell: (object) => textAt(object, 'type') },
    { name: 'Reason', cell: (object) => textAt(object, 'reason') },
    {
      name: 'Object',
      cell: (object) =>
        `${textAt(object, 'involvedObject', 'kind').toLowerCase()}/${textAt(object, 'involvedObject', 'name')}`,
    },
    { name: 'Message', cell: (object) => textAt(object, 'message') },
  ],
  'networking.istio.io/virtualservices': [
    NAME,
    { name: 'Gateways', cell: (object) => JSON.stringify(listAt(object, 'spec', 'gateways')) },
    { name: 'Hosts', cell: (object) => JSON.stringify(listAt(object, 'spec', 'hosts')) },
    AGE,
  ],
  'networking.istio.io/destinationrules': [
    NAME,
    { name: 'Host', cell: (object) => textAt(object, 'spec', 'host') },
    AGE,
  ],
  'autoscaling/horizontalpodautoscalers': [
    NAME,
    {
      name: 'Reference',
      cell: (object) =>
        `${textAt(object, 'spec', 'scaleTargetRef', 'kind')}/${textAt(object, 'spec', 'scaleTargetRef', 'name')}`,
    },
    { name: 'MinPods', type: 'integer', cell: (object) => numberAt(object, 1, 'spec', 'minReplicas') },
    { name: 'MaxPods', type: 'integer', cell: (object) => numberAt(object, 0, 'spec', 'maxReplicas') },
    { name: 'Replicas', type: 'integer', cell: (object) => numberAt(object, 0, 'status', 'currentReplicas') },
    AGE,
  ],
  secrets: [
    NAME,
    { name: 'Type', cell: (object) => textAt(object, 'type') },
    { name: 'Data', cell: (object) => Object.keys(textsAt(object, 'data')).length },
    AGE,
  ],
  configmaps: [NAME, { name: 'Data', cell: (object) => Object.keys(textsAt(object, 'data')).length }, AGE],
};

/** Objects as a meta.k8s.io/v1 Table. */
export function asTable(resource: Resource, objects: readonly JsonObject[], metadata: JsonObject): JsonObject {
  const columns = COLUMNS[resourceKey(resource)] ?? [NAME, AGE];
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(({ name, type, isWide }) => ({
      name,
      type: type ?? 'string',
      format: name === 'Name' ? 'name' : '',
      description: name,
      priority: isWide ? 1 : 0,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object)),
      object: {
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata: isObject(object.metadata)
          ? object.metadata
          : { name: nameOf(object), namespace: namespaceOf(object) },
      },
    })),
  };
}
