import type { MeasureObserved, ObservationBatch } from '#shared/contract/observations.ts';
import type { NamespaceObserved } from '#shared/contract/observed/cluster.ts';
import type { TileRef } from '#shared/contract/observed/detail.ts';
import type { MonitorObserved, VendorObserved } from '#shared/contract/observed/outside.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { answerTime } from './format/figure.ts';
import { measureMark, measureText } from './measure-rows.ts';
import { deploymentTone } from './pod-problems.ts';
import { isFresh } from './signals/freshness.ts';
import { monitorMark } from './status/monitor-rows.ts';
import { troublesOf } from './status/page-words.ts';
import { vendorFreshMs, vendorMark } from './status/vendor-rows.ts';
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

const well: Marked = { tone: 'good', word: 'ok' };
const unwatched: Said = { mark: { tone: 'unknown', word: 'not watched' }, text: 'no check of its own' };
const stale: Said = { mark: { tone: 'unknown', word: 'unknown' }, text: 'nothing newer was seen' };

/** Whether a vendor or a check speaks of this dependency: it has its name in its title. */
export const speaksOf = ({ title }: { readonly title: string }, dependency: string): boolean =>
  title.toLowerCase().includes(dependency.toLowerCase());

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

/** What its vendor's status page says. */
function ofVendor(vendor: VendorObserved, now: number, freshMs: number): Said {
  const mark = vendorMark(vendor, now, freshMs);
  if (vendor.page === null || mark.tone === 'unknown') return { mark, text: 'vendor: page does not answer' };
  const { indicator, description } = vendor.page;
  const said =
    mark.tone === 'good' ? mark.word : indicator === 'none' ? troublesOf(vendor.page).join('; ') : description;
  return { mark, text: `vendor: ${said.toLowerCase()}` };
}

function ofMonitor(monitor: MonitorObserved, now: number, freshMs: number): Said {
  const mark = monitorMark(monitor, now, freshMs);
  const last = monitor.history.at(-1);
  if (last === undefined || mark.tone === 'unknown') return stale;
  return { mark, text: last.isUp ? `${answerTime(last.latencyMs)}, ${monitor.text}` : monitor.text };
}

/** Another namespace in a word, wherever it is shown: the gravest of its Deployments. */
export function namespaceMark({ at, deployments }: NamespaceObserved, now: number, freshMs: number): Marked {
  if (!isFresh(at, now, freshMs)) return stale.mark;
  const tones = deployments.map(deploymentTone);
  const failing = tones.filter((tone) => tone === 'act').length;
  if (failing > 0) return { tone: 'act', word: `${failing} failing` };
  return tones.includes('watch') ? { tone: 'watch', word: 'starting' } : well;
}

function namespaceTile(other: NamespaceObserved, now: number, freshMs: number): Dependency {
  const { source, title, deployments } = other;
  const base = { title, tile: { kind: 'namespace', source }, mark: namespaceMark(other, now, freshMs) } as const;
  if (base.mark.tone === 'unknown') return { ...base, text: stale.text, hasOthersWords: false };
  const [ready, wanted] = [sum(deployments, 'ready'), sum(deployments, 'wanted')];
  const problem = deployments.find((one) => one.problem !== null)?.problem;
  return {
    ...base,
    text: problem ?? `${ready}/${wanted} pods, ${deployments.length} deployments`,
    hasOthersWords: true,
  };
}
const sum = (deployments: NamespaceObserved['deployments'], key: 'ready' | 'wanted'): number =>
  deployments.reduce((total, one) => total + one[key], 0);

/** Of several things that speak of it the gravest word counts, and each is said; where all are well it is in one word. */
function together(said: readonly Said[]): Said {
  const [only] = said;
  if (only === undefined) return unwatched;
  const tone = worst(said.map(({ mark }) => mark.tone));
  const gravest = said.find(({ mark }) => mark.tone === tone) ?? only;
  return {
    mark: tone === 'good' ? well : gravest.mark,
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
    const vendors = (latest?.vendors ?? []).filter((one) => speaksOf(one, title));
    const monitors = (latest?.monitors ?? []).filter((one) => speaksOf(one, title));
    const tile: TileRef = { kind: 'dependency', title };
    if (about.length + vendors.length + monitors.length === 0)
      return { title, tile, ...unwatched, hasOthersWords: false };
    if (!isSeen) return { title, tile, ...stale, hasOthersWords: false };
    const said = [
      ...(about.length === 0 ? [] : [ofMeasures(title, about)]),
      ...vendors.map((one) => ofVendor(one, now, vendorFreshMs(latest, freshMs))),
      ...monitors.map((one) => ofMonitor(one, now, freshMs)),
    ];
    return { title, tile, ...together(said), hasOthersWords: monitors.length > 0 };
  });
  return [...own, ...(latest?.cluster?.others ?? []).map((one) => namespaceTile(one, now, freshMs))];
}
