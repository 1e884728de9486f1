import type { DetailRow, TileSignal } from '#shared/contract/observed/detail.ts';
import { figure, noValue, percent } from '../format/figure.ts';
import { newestKnown } from '../signals/freshness.ts';
import { trafficSummary } from '../traffic-summary.ts';
import { weights } from '../weights.ts';
import { type Looked, sourceIds, type TileOf, type Told } from './looked.ts';
import { canaryMeaning, criteriaMeaning } from './meaning.ts';
import { keyOf, signalChart, signalQuery, signalTitle } from './signal-charts.ts';

const text = (signal: TileSignal, value: number | null): string => {
  if (value === null) return noValue;
  return signal === 'error-rate' ? percent(value) : `${figure(value)} ${signal === 'p95' ? 'ms' : '/s'}`;
};
const rules: Readonly<Record<TileSignal, readonly string[]>> = {
  'error-rate': ['error-rate-below', 'no-increase-of-5xx'],
  p95: ['p95-within-of-stable'],
  requests: [],
};

/** What every service shows now, the worst first. */
function byService(looked: Looked, signal: TileSignal): readonly DetailRow[] {
  const { plan, samples } = looked;
  const sample = newestKnown(samples, looked);
  const isPartial = sample?.isPartial === true;
  const rows = plan.services.map(({ id, title }) => {
    const of = (subset: string) =>
      sample?.subsets.find((one) => one.service === id && one.subset === subset)?.[keyOf[signal]] ?? null;
    const [stable, canary] = [of('stable'), of('canary')];
    const said = `canary ${text(signal, canary)}, stable ${text(signal, stable)}${isPartial ? ', in part' : ''}`;
    const row: DetailRow = {
      ...{ label: title, text: said, tone: isPartial ? 'unknown' : null },
      ...{ at: null, tile: { kind: 'service', service: id } },
    };
    return { row, worst: Math.max(canary ?? -1, stable ?? -1) };
  });
  return rows.toSorted((a, b) => b.worst - a.worst).map(({ row }) => row);
}

/** One signal, of a service or of the launch. */
export function ofSignal(looked: Looked, { signal, service }: TileOf<'signal'>): Told {
  const { plan } = looked;
  const title = plan.services.find(({ id }) => id === service)?.title;
  const isOf = signal === 'error-rate' ? 'error-rate-percent' : signal === 'p95' ? 'p95-ms' : null;
  return {
    title: title === undefined ? signalTitle(signal) : `${signalTitle(signal)}, ${title}`,
    about: service === null && signal !== 'requests' ? 'of the service where it is worst' : 'by version',
    state: trafficSummary(plan, looked),
    charts: [signalChart(looked, signal, service)],
    queries: [signalQuery(plan, signal)],
    sources: sourceIds(looked, 'metrics'),
    means: [
      ...criteriaMeaning(looked, ({ metric }) => metric !== undefined && metric.signal === isOf),
      ...canaryMeaning(looked, rules[signal]),
    ],
    rows: [{ title: 'Services now, worst first', rows: byService(looked, signal) }],
  };
}

/** Who gets the traffic: what the routes say, and what was seen. */
export function ofWeights(looked: Looked): Told {
  const { plan, latest, now, freshMs } = looked;
  const found = weights(plan, latest.cluster, now, freshMs);
  const word = found.kind === 'one' ? `canary ${found.canaryPercent} %` : found.kind === 'apart' ? 'moving' : 'unknown';
  const rows = plan.services.map(({ id, title }): DetailRow => {
    const weight = latest.cluster?.canaryPercent[id] ?? null;
    return {
      ...{ label: title, at: null, tile: { kind: 'service', service: id } },
      text: weight === null ? 'routes disagree or can not be read' : `canary ${weight} %, stable ${100 - weight} %`,
      tone: weight === null ? 'unknown' : null,
    };
  });
  return {
    title: 'Traffic weights',
    about: found.kind === 'one' ? 'the same at every service' : found.text,
    state: { tone: found.kind === 'one' ? 'good' : found.kind === 'apart' ? 'watch' : 'unknown', word },
    charts: [signalChart(looked, 'requests', null)],
    queries: [signalQuery(plan, 'requests')],
    sources: sourceIds(looked, 'cluster', 'metrics'),
    rows: [{ title: 'As the routes have it', rows }],
  };
}
