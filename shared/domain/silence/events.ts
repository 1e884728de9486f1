import { z } from 'zod';
import { PersonId, SilenceId } from '../ids.ts';
import { SilenceMatcher } from './matcher.ts';

export const SilenceAsked = z.strictObject({
  type: z.literal('silence.asked'),
  silence: SilenceId,
  alert: z.string(),
  matchers: z.array(SilenceMatcher),
  endsAt: z.number().int(),
  reason: z.string(),
  by: PersonId,
});
/** Read back: Alertmanager holds the alert back. */
export const SilencePlaced = z.strictObject({
  type: z.literal('silence.placed'),
  silence: SilenceId,
  reference: z.string(),
});
export const SilenceFailed = z.strictObject({
  type: z.literal('silence.failed'),
  silence: SilenceId,
  trouble: z.string(),
});
export const SilenceOutcomeUnknown = z.strictObject({
  type: z.literal('silence.outcome-unknown'),
  silence: SilenceId,
  trouble: z.string(),
});
export const SilenceLiftAsked = z.strictObject({
  type: z.literal('silence.lift-asked'),
  silence: SilenceId,
  by: PersonId,
});
export const SilenceEnded = z.strictObject({
  type: z.literal('silence.ended'),
  silence: SilenceId,
  why: z.enum(['lifted', 'elsewhere', 'time']),
});
export const silenceEvents = [
  SilenceAsked,
  SilencePlaced,
  SilenceFailed,
  SilenceOutcomeUnknown,
  SilenceLiftAsked,
  SilenceEnded,
] as const;
export type SilenceEvent = z.infer<(typeof silenceEvents)[number]>;
