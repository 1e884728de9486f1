import type { EngineCommand } from '#shared/domain/commands.ts';
import type { FieldChange } from '#shared/domain/operation/plan.ts';
import { fieldManager } from '../../adapters/kubernetes/connection.ts';
import { type Difference, differences, fieldLabel, shown } from '../../adapters/kubernetes/fields.ts';
import type { WatchedObject } from '../../adapters/kubernetes/port.ts';
import type { Bell } from '../bell.ts';
import type { Watching } from '../watching.ts';
import { deletedByUs, wroteSince } from './asked-by-us.ts';
import { type Judging, NOBODY, whose } from './whose.ts';

type Report = Extract<EngineCommand, { type: 'change.report' }>;
/** More fields than these are counted, not listed. */
const MOST_FIELDS = 20;
/** An operation's end may reach the log before or after its change is seen; real milliseconds. */
const SLACK_MS = 10_000;

/**
 * Looks what was changed on watched objects and reports what this launch didn't do (reconciled 32). The first look is
 * what others are compared with; a kind that can't be listed is left as it was, so that nothing seems deleted.
 */
export function createChangeWatch(with_: Watching, changed: Bell): () => Promise<void> {
  const { outside, hub, clock, state, tell, signal } = with_;
  return async () => {
    const startedAt = clock.now();
    const lists = await outside.cluster.watched(signal);
    if (signal.aborted) return;
    const reports: Report[] = [];
    for (const { kind, objects } of lists) {
      if (!objects.ok) continue;
      const before = hub.watched.get(kind);
      const now = new Map(objects.value.map((object) => [object.name, object]));
      if (before !== undefined) {
        const since = before.at - SLACK_MS * clock.facts.speed;
        const judging = { state: state(), hasWritten: wroteSince(state(), since) };
        reports.push(...compared(with_, judging, before.objects, now));
      }
      hub.watched.set(kind, { at: startedAt, objects: now });
    }
    for (const report of reports) tell(report);
    if (reports.length > 0) changed.ring();
  };
}

type Objects = ReadonlyMap<string, WatchedObject>;

function compared(with_: Watching, judging: Judging, before: Objects, now: Objects): readonly Report[] {
  const reports: Report[] = [];
  for (const [name, after] of now) {
    const held = before.get(name) ?? null;
    const isNew = held === null || held.uid !== after.uid;
    const all = held === null ? [] : differences(held.content, after.content);
    if (!isNew && all.length === 0) continue;
    reports.push(...(isNew ? madeAnew(with_, judging, after, all) : changedBy(with_, judging, held, after, all)));
  }
  for (const [name, held] of before) {
    if (now.has(name)) continue;
    if (held.kind === 'Deployment' && deletedByUs(judging.state, name)) continue;
    reports.push({ ...about(held), manager: NOBODY, what: 'deleted', fields: [] });
  }
  return reports;
}

const about = ({ kind, name }: WatchedObject) => ({ type: 'change.report', object: `${kind} ${name}` }) as const;

/** One report for each who changed something. */
function changedBy(
  with_: Watching,
  judging: Judging,
  before: WatchedObject,
  after: WatchedObject,
  all: readonly Difference[],
): readonly Report[] {
  const byManager = new Map<string, Difference[]>();
  for (const difference of all) {
    const manager = whose(judging, before, after, difference);
    if (manager !== null) byManager.set(manager, [...(byManager.get(manager) ?? []), difference]);
  }
  return [...byManager].map(([manager, some]) => ({
    ...about(after),
    ...{ manager, what: 'changed', fields: fieldsOf(with_, after, some) },
  }));
}

/** An object of that name that wasn't there before, or is another one now. */
function madeAnew(
  with_: Watching,
  { hasWritten }: Judging,
  after: WatchedObject,
  all: readonly Difference[],
): readonly Report[] {
  const oldest = after.owners.toSorted((a, b) => a.at - b.at)[0];
  if (oldest?.manager === fieldManager && hasWritten) return [];
  const manager = oldest?.manager || NOBODY;
  return [{ ...about(after), manager, what: 'created', fields: fieldsOf(with_, after, all) }];
}

function fieldsOf({ plan, settings }: Watching, object: WatchedObject, all: readonly Difference[]): FieldChange[] {
  const { kind, name, uid } = object;
  const target = { kind, where: settings.context, namespace: plan.namespace, name, uid };
  const listed = all.slice(0, MOST_FIELDS).map(({ path, from, to }) => ({
    target,
    ...{ field: fieldLabel(path), from: shown(from), to: shown(to) },
  }));
  const more = all.length - listed.length;
  return more === 0 ? listed : [...listed, { target, field: `and ${more} more fields`, from: '', to: '' }];
}
