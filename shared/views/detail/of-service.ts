import type { DetailRows } from '#shared/contract/observed/detail.ts';
import type { Service } from '#shared/domain/plan/launch-plan.ts';
import { servicesOut } from '#shared/domain/rollout/services-out.ts';
import { deploymentTone, podsOf, serviceOfPod, warningsOf } from '../pod-problems.ts';
import { serviceHealth } from '../service-health.ts';
import { isFresh } from '../signals/freshness.ts';
import { alertRows, alertsOf } from './alert-rows.ts';
import { gone, type Looked, row, sourceIds, type TileOf, type Told } from './looked.ts';
import { canaryMeaning, criteriaMeaning } from './meaning.ts';
import { signalChart, signalQuery } from './signal-charts.ts';

/** What was seen of the cluster grows old like all else: then it is shown, and good no more. */
const isClusterFresh = ({ latest, now, freshMs }: Looked): boolean => isFresh(latest.cluster?.at, now, freshMs);

function deployments(looked: Looked, names: readonly string[]): DetailRows {
  const { latest } = looked;
  const rows = names.flatMap((name) => {
    const found = latest.cluster?.deployments.find((one) => one.name === name);
    if (found === undefined) return [row(name, 'not in the cluster, or not seen', { tone: 'unknown' })];
    const { ready, wanted, restarts, image, problem } = found;
    const said = `${ready}/${wanted} ready, ${restarts} restarts, ${image.split('/').at(-1) ?? image}`;
    return [
      row(name, problem === null ? said : `${said}: ${problem}`, {
        tone: isClusterFresh(looked) ? deploymentTone(found) : 'unknown',
      }),
    ];
  });
  return { title: 'Deployments', rows };
}

/** What scales its Deployments, and between what: who looks at pods that are too few asks that first. */
function autoscalers({ latest }: Looked, names: readonly string[]): readonly DetailRows[] {
  const targets = new Set(names.map((name) => `Deployment ${name}`));
  const rows = (latest.cluster?.autoscalers ?? [])
    .filter(({ target }) => targets.has(target))
    .map(({ target, minimum, maximum, current }) => {
      const isAtEnd = current >= maximum;
      const said = `${current} pods, ${minimum} to ${maximum}${isAtEnd ? ': no room to scale up' : ''}`;
      return row(target.replace('Deployment ', ''), said, { tone: isAtEnd ? 'watch' : null });
    });
  return rows.length === 0 ? [] : [{ title: 'Autoscalers', rows }];
}

/** Its routes that lead nowhere. */
function routes({ latest }: Looked, id: string): readonly DetailRows[] {
  const rows = (latest.cluster?.routeProblems ?? [])
    .filter(({ service }) => service === id)
    .map(({ text }) => row('Route', text, { tone: 'act' }));
  return rows.length === 0 ? [] : [{ title: 'Routes that lead nowhere', rows }];
}

/** Pods that something is wrong with, with their node, and what the cluster warns of. */
export function troubles({ latest }: Looked, names: readonly string[]): readonly DetailRows[] {
  const { cluster } = latest;
  if (cluster === null) return [];
  const pods = podsOf(cluster, names).map(({ name, problem, node, isReady, restarts }) =>
    row(
      name,
      [problem ?? (isReady ? 'ready' : 'not ready'), `${restarts} restarts`, node === null ? '' : `on ${node}`]
        .filter(Boolean)
        .join(', '),
      {
        tone: problem === null ? 'watch' : 'act',
        tile: { kind: 'pod', pod: name },
      },
    ),
  );
  const warnings = warningsOf(cluster, names).map(({ at, object, reason, message, count }) =>
    row(`${reason}${count > 1 ? ` x ${count}` : ''}`, `${object}: ${message}`, { at, tone: 'watch' }),
  );
  return [
    ...(pods.length === 0 ? [] : [{ title: 'Pods with problems', rows: pods }]),
    ...(warnings.length === 0 ? [] : [{ title: 'Warnings of the cluster', rows: warnings }]),
  ];
}

function about(looked: Looked, service: Service): string {
  const { plan, latest } = looked;
  const group = plan.groups.find(({ id }) => id === service.group)?.title ?? service.group;
  const weight = isClusterFresh(looked) ? latest.cluster?.canaryPercent[service.id] : null;
  const needs = [
    ...service.external,
    ...service.dependsOn.map((id) => plan.services.find((one) => one.id === id)?.title ?? id),
  ];
  return [
    group,
    weight === null || weight === undefined ? 'weight unknown' : `canary ${weight} %`,
    needs.length === 0 ? '' : `depends on ${needs.join(', ')}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** A service: its signals against their limits, its pods, what the cluster warns of, alerts that name it. */
export function ofService(looked: Looked, { service: id }: TileOf<'service'>): Told {
  const { plan, latest, samples, now, freshMs, state } = looked;
  const service = plan.services.find((one) => one.id === id);
  if (service === undefined) return gone(id, 'a service');
  const names = [service.stableDeployment, service.canaryDeployment];
  const health = serviceHealth(plan, { latest, samples, now, freshMs, out: servicesOut(state) }).find(
    (one) => one.id === id,
  );
  const alerts = alertsOf(latest, id);
  return {
    title: service.title,
    about: about(looked, service),
    state: health?.state ?? { tone: 'unknown', word: 'unknown' },
    charts: (['error-rate', 'p95', 'requests'] as const).map((signal) => signalChart(looked, signal, id)),
    queries: (['error-rate', 'p95', 'requests'] as const).map((signal) => signalQuery(plan, signal)),
    sources: sourceIds(looked, 'cluster', 'metrics', 'alerts'),
    means: [
      ...criteriaMeaning(looked, ({ metric }) => metric !== undefined),
      ...canaryMeaning(looked, ['error-rate-below', 'p95-within-of-stable', 'no-increase-of-5xx']),
    ],
    rows: [
      ...routes(looked, id),
      ...troubles(looked, names),
      deployments(looked, names),
      ...autoscalers(looked, names),
      ...(alerts.length === 0 ? [] : [{ title: 'Alerts that name it', rows: alertRows(alerts) }]),
    ],
  };
}

/** A pod, as far as the cluster tells of it. */
export function ofPod(looked: Looked, { pod: name }: TileOf<'pod'>): Told {
  const pod = looked.latest.cluster?.pods.find((one) => one.name === name);
  const warnings = (looked.latest.cluster?.events ?? []).filter(({ object }) => object.endsWith(name));
  const rows = warnings.map(({ at, reason, message }) => row(reason, message, { at, tone: 'watch' }));
  const service = serviceOfPod(looked.plan, name)?.service;
  const toService: readonly DetailRows[] =
    service === undefined
      ? []
      : [
          {
            title: 'Belongs to',
            rows: [row(service.title, pod?.deployment ?? '', { tile: { kind: 'service', service: service.id } })],
          },
        ];
  const common = {
    title: name,
    sources: sourceIds(looked, 'cluster'),
    rows: [...(rows.length === 0 ? [] : [{ title: 'Warnings of the cluster', rows }]), ...toService],
  };
  if (looked.latest.cluster === null)
    return { ...common, about: 'a pod; nothing is known of the cluster', state: { tone: 'unknown', word: 'unknown' } };
  if (pod === undefined)
    return {
      ...common,
      about: 'a pod that the cluster does not have: it is gone, or of a namespace that is not followed',
      state: { tone: 'unknown', word: 'not there' },
    };
  const seen = [pod.deployment, pod.node === null ? null : `on ${pod.node}`, `${pod.restarts} restarts`, pod.problem];
  if (!isClusterFresh(looked))
    return {
      ...common,
      about: ['as last seen, before the cluster fell silent', ...seen].filter(Boolean).join(', '),
      state: { tone: 'unknown', word: 'not heard of' },
    };
  const word = pod.problem?.split(':')[0] ?? (pod.isReady ? 'ready' : 'not ready');
  return {
    ...common,
    about: seen.filter(Boolean).join(', '),
    state: { tone: pod.problem === null ? (pod.isReady ? 'good' : 'watch') : 'act', word },
  };
}
