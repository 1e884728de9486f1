import type { MeasureObserved } from '#shared/contract/observations.ts';
import type {
  DetailChartFacts,
  DetailMeaning,
  DetailQuery,
  DetailRow,
  DetailRows,
} from '#shared/contract/observed/detail.ts';
import type { Measure } from '#shared/domain/plan/measured.ts';
import { dependencies, speaksOf } from '../dependencies.ts';
import { measureMark, measureText } from '../measure-rows.ts';
import { isFresh } from '../signals/freshness.ts';
import type { Line } from '../signals/series.ts';
import { gone, type Looked, sourceIds, type TileOf, type Told } from './looked.ts';
import { canaryMeaning, criteriaMeaning } from './meaning.ts';
import { monitorRow, vendorRow } from './of-outside.ts';
import { chartOf } from './signal-charts.ts';

/** More lines in one chart nobody can tell apart: the highest are drawn. */
const MOST_LINES = 4;

const colorOf = (place: Readonly<Record<string, string>>): Line['color'] =>
  place.subset === 'canary' ? 'canary' : place.subset === 'stable' ? 'stable' : 'other';

/** Its places over time; what is a part of something in percent of it. */
function chart({ measures, plan }: Looked, measure: Measure, now: MeasureObserved | undefined): DetailChartFacts {
  const own = measures.filter((series) => series.measure === measure.id);
  const lines = own.map(({ place, points }) => {
    const byTime = new Map(
      points.map(({ at, value, of }) => [
        at,
        of === null || value === null ? value : of === 0 ? null : (100 * value) / of,
      ]),
    );
    return { title: Object.values(place).join(' ') || measure.title, color: colorOf(place), byTime };
  });
  const highest = (values: ReadonlyMap<number, number | null>): number =>
    [...values.values()].findLast((value) => value !== null) ?? -1;
  const shown = lines.toSorted((a, b) => highest(b.byTime) - highest(a.byTime)).slice(0, MOST_LINES);
  const times = [...new Set(shown.flatMap(({ byTime }) => [...byTime.keys()]))].toSorted((a, b) => a - b);
  const isShare = measure.of !== undefined;
  const limit = now?.limit ?? null;
  return chartOf(
    {
      ...{ title: measure.title, unit: isShare ? '%' : measure.unit, digits: limit !== null && limit < 10 ? 2 : 0 },
      least: isShare || measure.unit === '%' ? Math.min(100, limit === null ? 100 : limit * 1.05) : 1,
      limits:
        limit === null
          ? []
          : [
              {
                value: limit,
                label: `${now?.isLimitBelow ? 'at least' : 'at most'} ${limit} ${isShare ? '%' : measure.unit}`.trim(),
                tone: 'act' as const,
              },
            ],
    },
    {
      times,
      lines: shown.map(({ title, color, byTime }) => ({
        title,
        color,
        values: times.map((at) => byTime.get(at) ?? null),
      })),
    },
    Math.max(measure.stepMs, plan.signals.stepMs),
  );
}

function queries({ title, query, of }: Measure): readonly DetailQuery[] {
  const own = { title, language: 'PromQL', text: query };
  return of === undefined ? [own] : [own, { title: `${title}: of what`, language: 'PromQL', text: of }];
}

/** Criteria, the canary's metrics and criteria of success that rest on it. */
function meaning(looked: Looked, id: string): readonly DetailMeaning[] {
  const success = looked.plan.successCriteria.flatMap(({ id: list, criteria }) =>
    criteria
      .filter(({ measure }) => measure === id)
      .map((criterion): DetailMeaning => {
        const seen = looked.latest.success.find((one) => one.list === list && one.criterion === criterion.id);
        const tone =
          seen === undefined ? 'unknown' : ({ good: 'good', bad: 'act', unknown: 'unknown' } as const)[seen.verdict];
        return {
          id: `${list} ${criterion.id}`,
          title: `success: ${criterion.title}`,
          tone,
          text: seen?.text ?? 'not judged yet',
          leftMs: null,
        };
      }),
  );
  return [
    ...criteriaMeaning(looked, ({ measured }) => measured?.measures.includes(id) === true),
    ...canaryMeaning(looked, [], id),
    ...success,
  ];
}

/** One of the pack's measures at all of its places. */
export function ofMeasure(looked: Looked, { id }: TileOf<'measure'>): Told {
  const { plan, latest, now, freshMs } = looked;
  const measure = plan.signals.measures.find((one) => one.id === id);
  if (measure === undefined) return gone(id, 'a measure');
  const seen = latest.measures.find((one) => one.id === id);
  const state =
    seen === undefined
      ? { tone: 'unknown' as const, word: 'unknown' }
      : measureMark(seen, isFresh(latest.at, now, freshMs));
  const about = seen === undefined ? 'not seen yet' : [measureText(seen), seen.where].filter(Boolean).join(' at ');
  const dependency = measure.dependency === undefined ? [] : [toDependency(measure.dependency)];
  return {
    ...{ title: measure.title, about, state },
    charts: [chart(looked, measure, seen)],
    queries: queries(measure),
    sources: sourceIds(looked, 'metrics'),
    means: meaning(looked, id),
    rows: dependency,
  };
}

const toDependency = (title: string): DetailRows => ({
  title: 'Speaks of',
  rows: [{ label: title, text: 'what services depend on', tone: null, at: null, tile: { kind: 'dependency', title } }],
});

const measureRow = (looked: Looked, measure: MeasureObserved): DetailRow => ({
  label: measure.title,
  text: [measureText(measure), measure.where].filter(Boolean).join(' at '),
  tone: measureMark(measure, isFresh(looked.latest.at, looked.now, looked.freshMs)).tone,
  ...{ at: measure.at, tile: { kind: 'measure', id: measure.id } },
});

/** Something that services stand on: its measures, its vendor, our checks, and who depends on it. */
export function ofDependency(looked: Looked, { title }: TileOf<'dependency'>): Told {
  const { plan, latest, now, freshMs } = looked;
  const found = dependencies(plan, latest, now, freshMs).find((one) => one.title === title);
  if (found === undefined) return gone(title, 'a dependency');
  const own = plan.signals.measures.filter(({ dependency }) => dependency === title);
  const rows = (name: string, list: readonly DetailRow[]): readonly DetailRows[] =>
    list.length === 0 ? [] : [{ title: name, rows: list }];
  const dependents = plan.services.filter(({ external }) => external.includes(title));
  return {
    ...{ title, about: found.text, state: found.mark },
    charts: own.map((measure) =>
      chart(
        looked,
        measure,
        latest.measures.find(({ id }) => id === measure.id),
      ),
    ),
    queries: own.flatMap(queries),
    sources: sourceIds(looked, 'metrics', 'vendors', 'monitors'),
    means: own.flatMap(({ id }) => meaning(looked, id)),
    rows: [
      ...rows(
        'Measures',
        latest.measures.filter(({ dependency }) => dependency === title).map((one) => measureRow(looked, one)),
      ),
      ...rows(
        'Vendor',
        latest.vendors.filter((one) => speaksOf(one, title)).map((one) => vendorRow(looked, one)),
      ),
      ...rows(
        'Our checks',
        latest.monitors.filter((one) => speaksOf(one, title)).map((one) => monitorRow(looked, one)),
      ),
      ...rows(
        'Services that depend on it',
        dependents.map((one) => ({
          label: one.title,
          text: one.group,
          tone: null,
          at: null,
          tile: { kind: 'service', service: one.id },
        })),
      ),
    ],
  };
}
