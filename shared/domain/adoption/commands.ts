import { z } from 'zod';
import { RoleId } from '../ids.ts';
import { LaunchPlan } from '../plan/launch-plan.ts';
import { Person } from '../roster/person.ts';

const adoption = z.string().min(1).max(120);
/** Asks that a changed pack or roster be adopted; the engine makes the plan and its hash, the person signs the hash. */
export const AdoptionAsk = z.strictObject({
  type: z.literal('adoption.ask'),
  plan: LaunchPlan,
  people: z.array(Person).min(1),
  shown: z.string().min(16),
});
export const adoptionReports = [AdoptionAsk] as const;

export const AdoptionConfirm = z.strictObject({
  type: z.literal('adoption.confirm'),
  adoption,
  role: RoleId,
  shown: z.string(),
});
/** Anyone who asked or may confirm ends the request. */
export const AdoptionDeny = z.strictObject({
  type: z.literal('adoption.deny'),
  adoption,
  reason: z.string().trim().max(500),
});
export const adoptionCommands = [AdoptionConfirm, AdoptionDeny] as const;
