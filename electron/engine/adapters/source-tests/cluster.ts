import type { TestLine } from '#shared/contract/settings-facts.ts';
import { type AlsoWatched, type AlsoWatchedSettings, connectAlsoWatched } from '../kubernetes/also-watched.ts';
import { createCluster } from '../kubernetes/cluster.ts';
import { type Connection, connectKubernetes } from '../kubernetes/connection.ts';
import { readKubeconfig } from '../kubernetes/kubeconfig-file.ts';
import type { ClusterIdentity } from '../kubernetes/port.ts';
import { neededBesides, neededOf, rightsLine } from './rights.ts';
import { act, clockLine, failed, good, notKnown, type SourceTest, type TestAsk, watch } from './test-parts.ts';

/** Reaches the cluster: which one it is, as whom, and what may not be done there. */
export const testCluster: SourceTest = async (ask) => {
  const connected = await connectKubernetes(ask.connections, 8000);
  if (!connected.ok) return [failed('Kubeconfig', connected.error)];
  const connection = connected.value;
  try {
    const sentAt = ask.now();
    const found = await createCluster(connection).identity(ask.signal);
    if (!found.ok) return [failed('Cluster', found.error), ...fileLines(ask)];
    const [rights, besides] = await Promise.all([rightsLines(connection, ask), besidesLines(connection, ask)]);
    const clock = await clockOf(connection, ask, sentAt);
    return [...identityLines(found.value, ask), ...rights, ...besides, clock, ...fileLines(ask)];
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

function rightsLines(connection: Connection, { launch, signal }: TestAsk): Promise<readonly TestLine[]> {
  const { mayI } = createCluster(connection);
  const place = connection.place.namespace;
  // Which pack comes isn't known before there is a launch: it may split traffic by Istio.
  const lines = neededOf(launch === null || launch.plan.traffic === 'istio');
  return Promise.all(lines.map((one) => rightsLine(mayI, { ...one, place }, signal)));
}

/**
 * What may not be read of each namespace that is watched besides. As long as the settings aren't saved, a program that was
 * allowed by its bare name runs for the launch's own kubeconfig alone.
 */
async function besidesLines(connection: Connection, ask: TestAsk): Promise<readonly TestLine[]> {
  const { connections, mayRun, signal } = ask;
  const all = connections.alsoWatched ?? [];
  const isTrusted = ({ kubeconfig }: AlsoWatchedSettings): boolean =>
    mayRun || kubeconfig === undefined || kubeconfig === connections.kubeconfig;
  const pins = connections.allowedExecPlugins?.filter((one) => typeof one === 'object');
  const pinned = { ...connections, allowedExecPlugins: pins };
  const groups = await Promise.all([
    connectAlsoWatched({ settings: connections, connection }, all.filter(isTrusted)),
    connectAlsoWatched(
      { settings: pinned, connection },
      all.filter((one) => !isTrusted(one)),
    ),
  ]);
  try {
    return await Promise.all(groups.flatMap((group) => group.all).map((one) => besidesLine(one, signal)));
  } finally {
    for (const group of groups) group.close();
  }
}

async function besidesLine({ title, context, namespace, mayI }: AlsoWatched, signal: AbortSignal): Promise<TestLine> {
  const what = `To watch ${title}`;
  if (!mayI.ok) return failed(what, mayI.error);
  return rightsLine(mayI.value, { what, needed: neededBesides, place: `${namespace} of ${context}` }, signal);
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
