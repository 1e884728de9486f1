import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { PersonId, RoleId } from '../ids.ts';
import { LaunchPlan } from '../plan/launch-plan.ts';
import { Person } from '../roster/person.ts';

export const AdoptionRequested = z.strictObject({
  type: z.literal('adoption.requested'),
  adoption: z.string(),
  plan: LaunchPlan,
  people: z.array(Person),
  shown: z.string(),
  by: PersonId,
  role: RoleId,
  signed: Signed,
});
export const AdoptionConfirmed = z.strictObject({
  type: z.literal('adoption.confirmed'),
  adoption: z.string(),
  by: PersonId,
  role: RoleId,
  signed: Signed,
});
export const AdoptionDenied = z.strictObject({
  type: z.literal('adoption.denied'),
  adoption: z.string(),
  by: PersonId,
  reason: z.string(),
});
/** Everyone who has to has confirmed: the launch goes on with the new plan and roster. */
export const AdoptionAdopted = z.strictObject({ type: z.literal('adoption.adopted'), adoption: z.string() });
export const adoptionEvents = [AdoptionRequested, AdoptionConfirmed, AdoptionDenied, AdoptionAdopted] as const;
export type AdoptionEvent = z.infer<(typeof adoptionEvents)[number]>;
