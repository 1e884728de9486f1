import type { DomainEvent } from './catalogue.ts';
import { noRunbookParts } from './plan/runbook.ts';

type Data = Readonly<Record<string, unknown>>;

/** The version in which an event is written now; 1 where it isn't listed. A stored event is never changed. */
const versions: Partial<Record<DomainEvent['type'], number>> = {
  'launch.created': 3,
  'adoption.requested': 2,
};

export const eventVersion = (type: DomainEvent['type']): number => versions[type] ?? 1;

/** From each older version of an event to the next one, by type and version. */
const upcasts: Readonly<Record<string, (data: Data) => Data>> = {
  'launch.created 1': (data) => ({ ...data, plan: planOfVersion2(record(data.plan)) }),
  'launch.created 2': (data) => ({ ...data, plan: withMeasures(record(data.plan)) }),
  'adoption.requested 1': (data) => ({ ...data, plan: withMeasures(record(data.plan)) }),
};

/** An event's data as it is known today, whatever version it was written in. */
export function upcast(type: string, version: number, data: Data): Data {
  const step = upcasts[`${type} ${version}`];
  return step === undefined ? data : upcast(type, version + 1, step(data));
}

const record = (value: unknown): Data => (typeof value === 'object' && value !== null ? { ...value } : {});
const records = (value: unknown): readonly Data[] => (Array.isArray(value) ? value.map(record) : []);

/** A plan from before it held the parts of a runbook that people read. */
function planOfVersion2(plan: Data): Data {
  return {
    ...noRunbookParts,
    traffic: 'istio',
    ...plan,
    roles: records(plan.roles).map((role) => ({ duties: [], isInWarRoom: false, ...role })),
    phases: records(plan.phases).map((phase) => ({ activities: [], ...phase })),
    gates: records(plan.gates).map((gate) => ({ opens: 'launch', ...gate })),
    channels: records(plan.channels).map((channel) => ({
      audience: channel.isPublic === true ? 'external' : 'internal',
      means: String(channel.service),
      ...channel,
    })),
    rules: { idleLockMs: 600_000, ...record(plan.rules) },
  };
}

/** A plan from before everything measured had a limit of its own: what was called saturation was bad above 95 %. */
function withMeasures(plan: Data): Data {
  const { saturation, ...signals } = record(plan.signals);
  const measures = records(saturation).map(({ title, query }, index) => ({
    ...{ id: `saturation-${index + 1}`, title, query, unit: '%', by: [], stepMs: signals.stepMs },
    holds: { operator: '<=', value: 95 },
  }));
  return {
    ...plan,
    signals: { ...signals, measures },
    criteria: records(plan.criteria).map((criterion) =>
      measuredCriterion(
        criterion,
        measures.map(({ id }) => id),
      ),
    ),
    // Queries of success criteria were kept and never asked.
    successCriteria: records(plan.successCriteria).map((set) => ({
      ...set,
      criteria: records(set.criteria).map(({ id, title }) => ({ id, title })),
    })),
  };
}

function measuredCriterion({ metric, ...criterion }: Data, measures: readonly string[]): Data {
  const { signal, sustainedMs } = record(metric);
  if (signal !== 'saturation-percent') return metric === undefined ? criterion : { ...criterion, metric };
  return measures.length === 0 ? criterion : { ...criterion, measured: { measures, sustainedMs } };
}
