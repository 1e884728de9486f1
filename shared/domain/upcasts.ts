import type { DomainEvent } from './catalogue.ts';
import { noRunbookParts } from './plan/runbook.ts';

type Data = Readonly<Record<string, unknown>>;

/** The version in which an event is written now; 1 where it isn't listed. A stored event is never changed. */
const versions: Partial<Record<DomainEvent['type'], number>> = { 'launch.created': 2 };

export const eventVersion = (type: DomainEvent['type']): number => versions[type] ?? 1;

/** From each older version of an event to the next one, by type and version. */
const upcasts: Readonly<Record<string, (data: Data) => Data>> = {
  'launch.created 1': (data) => ({ ...data, plan: planOfVersion2(record(data.plan)) }),
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
