import type { TestLine } from '#shared/contract/settings-facts.ts';
import { createCluster } from '../kubernetes/cluster.ts';
import { type Connection, connectKubernetes } from '../kubernetes/connection.ts';
import { readKubeconfig } from '../kubernetes/kubeconfig-file.ts';
import type { AccessCheck, ClusterIdentity } from '../kubernetes/port.ts';
import { act, clockLine, failed, good, notKnown, type SourceTest, type TestAsk, unknown, watch } from './test-parts.ts';

const istio = 'networking.istio.io';
const on = (verb: string, group: string, resource: string, subresource?: string): AccessCheck => ({
  ...{ verb, group, resource },
  ...(subresource === undefined ? {} : { subresource }),
});

/** What a launch needs of the cluster, by what it is for. */
const needed: readonly { readonly what: string; readonly checks: readonly AccessCheck[] }[] = [
  {
    what: 'To watch',
    checks: [
      on('list', 'apps', 'deployments'),
      on('watch', 'apps', 'deployments'),
      on('list', 'apps', 'replicasets'),
      on('list', '', 'pods'),
      on('watch', '', 'pods'),
      on('list', '', 'events'),
      on('get', '', 'pods', 'log'),
      on('list', istio, 'virtualservices'),
      on('list', istio, 'destinationrules'),
      on('list', 'autoscaling', 'horizontalpodautoscalers'),
    ],
  },
  {
    what: 'To take steps',
    checks: [
      on('patch', 'apps', 'deployments'),
      on('patch', istio, 'virtualservices'),
      on('patch', 'autoscaling', 'horizontalpodautoscalers'),
    ],
  },
  { what: 'To roll back', checks: [on('create', 'apps', 'deployments'), on('get', istio, 'virtualservices')] },
];

const spelled = ({ verb, group, resource, subresource }: AccessCheck): string =>
  `${verb} ${resource}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;

/** Reaches the cluster: which one it is, as whom, and what may not be done there. */
export const testCluster: SourceTest = async (ask) => {
  const connected = await connectKubernetes(ask.connections, 8000);
  if (!connected.ok) return [failed('Kubeconfig', connected.error)];
  const connection = connected.value;
  try {
    const sentAt = ask.now();
    const found = await createCluster(connection).identity(ask.signal);
    if (!found.ok) return [failed('Cluster', found.error), ...fileLines(ask)];
    const rights = await Promise.all(needed.map((one) => rightsLine(connection, one, ask.signal)));
    const clock = await clockOf(connection, ask, sentAt);
    return [...identityLines(found.value, ask), ...rights, clock, ...fileLines(ask)];
  } finally {
    connection.close();
  }
};

function identityLines(found: ClusterIdentity, { launch }: TestAsk): readonly TestLine[] {
  const { context, server, namespace, version, user, uid, isRehearsal } = found;
  const place = isRehearsal
    ? act('Kind', 'a rehearsal cluster by its label: production launches refuse it')
    : good('Kind', 'a real cluster: it has no rehearsal label');
  const isOthers = launch?.kind === 'production' && launch.clusterUid !== null && launch.clusterUid !== uid;
  return [
    good('Reached', `context ${context}, namespace ${namespace}, ${server}`),
    good('Version', version),
    good('As', user),
    place,
    isOthers
      ? act('Identity', `UID ${uid}: another cluster than the open launch’s, which refuses it`)
      : good('Identity', `UID ${uid}`),
  ];
}

async function rightsLine(
  connection: Connection,
  { what, checks }: (typeof needed)[number],
  signal: AbortSignal,
): Promise<TestLine> {
  const answers = await createCluster(connection).mayI(checks, signal);
  if (!answers.ok) return unknown(what, answers.error.message);
  const missing = answers.value.filter(({ isAllowed }) => !isAllowed);
  const { namespace } = connection.place;
  return missing.length === 0
    ? good(what, `has all ${checks.length} rights it needs in ${namespace}`)
    : act(what, `may not ${missing.map(spelled).join(', ')} in ${namespace}: ask the cluster’s owner for it`);
}

async function clockOf(connection: Connection, { signal, now }: TestAsk, before: number): Promise<TestLine> {
  let sentAt = before;
  const answer = await connection.call(
    { verb: 'get', resource: 'version' },
    ({ version }, options) => {
      sentAt = now();
      return version.getCodeWithHttpInfo({}, options);
    },
    signal,
  );
  return answer.ok ? clockLine(answer.value.headers.date, sentAt, now()) : notKnown('Clock', answer.error);
}

function fileLines({ connections }: TestAsk): readonly TestLine[] {
  const file = readKubeconfig(connections.kubeconfig);
  if (!file.ok || file.value.others === 'nothing') return [];
  const text = `others on this machine may ${file.value.others} it: chmod 600 '${connections.kubeconfig}'`;
  return [file.value.others === 'read' ? watch('Kubeconfig', text) : act('Kubeconfig', text)];
}
