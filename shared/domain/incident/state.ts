import type { ActionId, IncidentId, PersonId } from '../ids.ts';
import type { IncidentSeverity } from './commands.ts';

export type IncidentEntry = {
  readonly id: IncidentId;
  readonly title: string;
  readonly severity: IncidentSeverity;
  readonly declaredAt: number;
  readonly by: PersonId | null;
  /** The rollback that opened it. */
  readonly action: ActionId | null;
  readonly resolvedAt: number | null;
  readonly resolution: string;
};
export type IncidentState = { readonly incidents: readonly IncidentEntry[] };
export const emptyIncidents: IncidentState = { incidents: [] };
