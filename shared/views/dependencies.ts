import type { MeasureObserved, ObservationBatch } from '#shared/contract/observations.ts';
import type { NamespaceObserved } from '#shared/contract/observed/cluster.ts';
import type { TileRef } from '#shared/contract/observed/detail.ts';
import type { MonitorObserved, VendorObserved } from '#shared/contract/observed/outside.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { figure } from './format/figure.ts';
import { measureMark, measureText } from './measure-rows.ts';
import { isFresh } from './signals/freshness.ts';
import { vendorFreshMs } from './status/vendor-rows.ts';
import { type Marked, worst } from './tone.ts';

/** Something that the services stand on, besides themselves. */
export type Dependency = {
  readonly title: string;
  readonly mark: Marked;
  readonly text: string;
  readonly tile: TileRef;
  /** In its text are words of others, with names of hosts in them: not for a presenter's screen. */
  readonly hasOthersWords: boolean;
};
type Said = Pick<Dependency, 'mark' | 'text'>;

const unwatched: Said = { mark: { tone: 'unknown', word: 'not watched' }, text: 'no check of its own' };
const stale: Said = { mark: { tone: 'unknown', word: 'unknown' }, text: 'nothing newer was seen' };

const has = (text: string, title: string): boolean => text.toLowerCase().includes(title.toLowerCase());

/** The gravest of its measures in a word, with the two that say most. */
function ofMeasures(title: string, measures: readonly MeasureObserved[]): Said {
  const seen = measures.map((measure) => ({ measure, mark: measureMark(measure, true) }));
  const tone = worst(seen.map(({ mark }) => mark.tone));
  const first = seen.filter(({ mark }) => mark.tone === tone);
  const shown = [...first, ...seen.filter((one) => !first.includes(one))].slice(0, 2);
  const named = ({ measure }: (typeof seen)[number]): string => {
    if (measure.value !== null && measure.of !== null) return measureText(measure);
    const own = title.replace(/[^a-z0-9 ]/gi, '.');
    const short = measure.title.replace(new RegExp(`((of|in|on) )?(the )?${own}`, 'i'), '').trim();
    return `${short} ${measureText(measure)}`.trim();
  };
  return { mark: first[0]?.mark ?? stale.mark, text: shown.map(named).join(', ') };
}

const pageTone = { none: 'good', maintenance: 'watch', minor: 'watch' } as const;
const pageWord = { none: 'ok', maintenance: 'maintenance', minor: 'degraded' } as const;
const isCalmIndicator = (indicator: string): indicator is keyof typeof pageTone => indicator in pageTone;

/** What its vendor's status page says. */
function ofVendor({ page, silent }: VendorObserved, now: number, freshMs: number): Said {
  if (page === null || silent !== null || !isFresh(page.at, now, freshMs))
    return { mark: stale.mark, text: 'vendor: page does not answer' };
  const text = `vendor: ${page.indicator === 'none' ? 'operational' : page.description.toLowerCase()}`;
  if (!isCalmIndicator(page.indicator)) return { mark: { tone: 'act', word: 'outage' }, text };
  return { mark: { tone: pageTone[page.indicator], word: pageWord[page.indicator] }, text };
}

function ofMonitor(monitor: MonitorObserved, now: number): Said {
  const last = monitor.history.at(-1);
  if (last === undefined || !isFresh(last.at, now, 3 * monitor.everyMs)) return stale;
  if (!last.isUp) return { mark: { tone: 'act', word: 'down' }, text: monitor.text };
  const text = `${figure(last.latencyMs)} ms, ${monitor.text}`;
  return last.isSlow === true
    ? { mark: { tone: 'watch', word: 'slow' }, text }
    : { mark: { tone: 'good', word: 'ok' }, text };
}

function namespaceTile(other: NamespaceObserved, now: number, freshMs: number): Dependency {
  const { source, title, deployments } = other;
  const tile: TileRef = { kind: 'namespace', source };
  if (!isFresh(other.at, now, freshMs)) return { title, tile, ...stale, hasOthersWords: false };
  const failing = deployments.filter(({ problem }) => problem !== null);
  const waiting = deployments.filter(({ ready, wanted }) => ready < wanted);
  const [ready, wanted] = [sum(deployments, 'ready'), sum(deployments, 'wanted')];
  const text = failing[0]?.problem ?? `${ready}/${wanted} pods, ${deployments.length} deployments`;
  const base = { title, tile, hasOthersWords: true };
  if (failing.length > 0) return { ...base, mark: { tone: 'act', word: `${failing.length} failing` }, text };
  if (waiting.length > 0) return { ...base, mark: { tone: 'watch', word: 'starting' }, text };
  return { ...base, mark: { tone: 'good', word: 'ok' }, text };
}
const sum = (deployments: NamespaceObserved['deployments'], key: 'ready' | 'wanted'): number =>
  deployments.reduce((total, one) => total + one[key], 0);

/** Of several things that speak of it the gravest word counts, and each is said. */
function together(said: readonly Said[]): Said {
  const [only] = said;
  if (only === undefined) return unwatched;
  const tone = worst(said.map(({ mark }) => mark.tone));
  const gravest = said.find(({ mark }) => mark.tone === tone) ?? only;
  return {
    mark: gravest.mark,
    text: [gravest, ...said.filter((one) => one !== gravest)].map(({ text }) => text).join(', '),
  };
}

/**
 * What the services depend on outside of this launch, from its measures, its vendor's page and our monitors; and the other
 * namespaces that are watched. A thing that nobody watches says so, and is never green.
 */
export function dependencies(
  plan: LaunchPlan,
  latest: ObservationBatch | null,
  now: number,
  freshMs: number,
): readonly Dependency[] {
  const measures = latest?.measures ?? [];
  const named = [
    ...plan.services.flatMap(({ external }) => external),
    ...measures.flatMap((one) => one.dependency ?? []),
  ];
  const isSeen = isFresh(latest?.at, now, freshMs);
  const own = [...new Set(named)].map((title): Dependency => {
    const about = measures.filter(({ dependency }) => dependency === title);
    const vendors = (latest?.vendors ?? []).filter((one) => has(one.title, title));
    const monitors = (latest?.monitors ?? []).filter((one) => has(one.title, title));
    const tile: TileRef = { kind: 'dependency', title };
    if (about.length + vendors.length + monitors.length === 0)
      return { title, tile, ...unwatched, hasOthersWords: false };
    if (!isSeen) return { title, tile, ...stale, hasOthersWords: false };
    const said = [
      ...(about.length === 0 ? [] : [ofMeasures(title, about)]),
      ...vendors.map((one) => ofVendor(one, now, vendorFreshMs(latest, freshMs))),
      ...monitors.map((one) => ofMonitor(one, now)),
    ];
    return { title, tile, ...together(said), hasOthersWords: monitors.length > 0 };
  });
  return [...own, ...(latest?.cluster?.others ?? []).map((one) => namespaceTile(one, now, freshMs))];
}
