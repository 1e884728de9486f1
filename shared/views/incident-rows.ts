import type { ActionItemEntry } from '#shared/domain/action-item/state.ts';
import type { IncidentEntry } from '#shared/domain/incident/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Marked, Tone } from './tone.ts';

const tones: Readonly<Record<IncidentEntry['severity'], Tone>> = { P1: 'act', P2: 'act', P3: 'watch', P4: 'watch' };

export type IncidentRow = {
  readonly entry: IncidentEntry;
  readonly mark: Marked;
  readonly by: string;
  /** Since it was declared, to its resolution; milliseconds. */
  readonly ageMs: number;
};

const nameOf = (state: LaunchState, id: string | null): string =>
  id === null ? '' : (state.roster.people[id]?.name ?? id);

/** Open incidents by severity, then those that are resolved, the newest first. */
export function incidentRows(state: LaunchState, now: number): readonly IncidentRow[] {
  const rank = (entry: IncidentEntry): string => `${entry.resolvedAt === null ? 0 : 1} ${entry.severity}`;
  return state.incidents.incidents
    .toSorted((a, b) => rank(a).localeCompare(rank(b)) || b.declaredAt - a.declaredAt)
    .map((entry) => ({
      entry,
      mark: {
        tone: entry.resolvedAt === null ? tones[entry.severity] : 'good',
        word: entry.resolvedAt === null ? entry.severity : `${entry.severity} resolved`,
      },
      by: entry.action !== null ? 'with the rollback' : nameOf(state, entry.by) || 'someone at the console',
      ageMs: (entry.resolvedAt ?? now) - entry.declaredAt,
    }));
}

/** The gravest open incident, the oldest of them; null when none is open. */
export const gravestIncident = (state: LaunchState): IncidentEntry | null =>
  state.incidents.incidents
    .filter((entry) => entry.resolvedAt === null)
    .toSorted((a, b) => a.severity.localeCompare(b.severity) || a.declaredAt - b.declaredAt)[0] ?? null;

export type ActionItemRow = {
  readonly entry: ActionItemEntry;
  readonly owner: string;
  readonly isLate: boolean;
};

/** Open action items by what blocks GO, then by their time; closed ones after them, the newest first. */
export function actionItemRows(state: LaunchState, now: number): readonly ActionItemRow[] {
  const due = ({ dueAt }: ActionItemEntry): number => dueAt ?? Number.MAX_SAFE_INTEGER;
  return state.actionItems.items
    .toSorted(
      (a, b) =>
        Number(a.closedAt !== null) - Number(b.closedAt !== null) ||
        (a.closedAt !== null && b.closedAt !== null ? b.closedAt - a.closedAt : 0) ||
        Number(b.isBlocking) - Number(a.isBlocking) ||
        due(a) - due(b) ||
        a.addedAt - b.addedAt,
    )
    .map((entry) => ({
      entry,
      owner: nameOf(state, entry.owner) || 'nobody yet',
      isLate: entry.closedAt === null && entry.dueAt !== null && entry.dueAt < now,
    }));
}
