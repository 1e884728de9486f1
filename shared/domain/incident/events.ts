import { z } from 'zod';
import { ActionId, IncidentId, PersonId } from '../ids.ts';
import { IncidentSeverity } from './commands.ts';

const by = PersonId.nullable();
export const IncidentDeclared = z.strictObject({
  type: z.literal('incident.declared'),
  incident: IncidentId,
  severity: IncidentSeverity,
  title: z.string(),
  by,
  /** The rollback that opened it (reconciled 28). */
  action: ActionId.optional(),
});
export const IncidentGraded = z.strictObject({
  type: z.literal('incident.graded'),
  incident: IncidentId,
  severity: IncidentSeverity,
  reason: z.string(),
  by,
});
export const IncidentResolved = z.strictObject({
  type: z.literal('incident.resolved'),
  incident: IncidentId,
  text: z.string(),
  by,
});
export const incidentEvents = [IncidentDeclared, IncidentGraded, IncidentResolved] as const;
export type IncidentEvent = z.infer<(typeof incidentEvents)[number]>;
