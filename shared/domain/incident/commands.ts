import { z } from 'zod';
import { IncidentId } from '../ids.ts';
import { severities } from './severities.ts';

export const IncidentSeverity = z.enum(severities);
export type IncidentSeverity = z.infer<typeof IncidentSeverity>;

/** Declares an incident: anyone's, at once (authority.md). */
export const IncidentDeclare = z.strictObject({
  type: z.literal('incident.declare'),
  severity: IncidentSeverity,
  title: z.string().trim().min(1).max(200),
});
/** Makes it worse or less; the reason is told. */
export const IncidentGrade = z.strictObject({
  type: z.literal('incident.grade'),
  incident: IncidentId,
  severity: IncidentSeverity,
  reason: z.string().trim().max(500),
});
export const IncidentResolve = z.strictObject({
  type: z.literal('incident.resolve'),
  incident: IncidentId,
  text: z.string().trim().min(1).max(500),
});
export const incidentCommands = [IncidentDeclare, IncidentGrade, IncidentResolve] as const;
