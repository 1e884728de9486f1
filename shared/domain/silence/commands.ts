import { z } from 'zod';
import { SilenceId } from '../ids.ts';
import { SilenceMatcher } from './matcher.ts';

/** Silences an alert that is noise of the launch, until an end. */
export const SilencePlace = z.strictObject({
  type: z.literal('silence.place'),
  /** The alert's name; the matchers are the labels of the one that fires. */
  alert: z.string().min(1).max(200),
  matchers: z.array(SilenceMatcher).min(1).max(50),
  /** Launch time. */
  endsAt: z.number().int(),
  reason: z.string().trim().min(1).max(300),
});
/** Ends it before its time. */
export const SilenceLift = z.strictObject({ type: z.literal('silence.lift'), silence: SilenceId });
export const silenceCommands = [SilencePlace, SilenceLift] as const;

/** What Alertmanager shows when it is read back. */
export const SilenceConfirm = z.strictObject({
  type: z.literal('silence.confirm'),
  silence: SilenceId,
  reference: z.string(),
});
export const SilenceFail = z.strictObject({
  type: z.literal('silence.fail'),
  silence: SilenceId,
  trouble: z.string(),
});
/** An answer was lost, and it can't be found out now whether it holds. */
export const SilenceLose = z.strictObject({
  type: z.literal('silence.lose'),
  silence: SilenceId,
  trouble: z.string(),
});
/** It holds nothing back any more: lifted, ended in Alertmanager by somebody else, or its end has come. */
export const SilenceEnd = z.strictObject({
  type: z.literal('silence.end'),
  silence: SilenceId,
  why: z.enum(['lifted', 'elsewhere', 'time']),
});
export const silenceReports = [SilenceConfirm, SilenceFail, SilenceLose, SilenceEnd] as const;
