import { z } from 'zod';

/** A way on which a launch tells somebody something (runbook: communication). */
export const Channel = z.strictObject({
  id: z.string(),
  title: z.string(),
  service: z.enum(['slack', 'webhook', 'manual']),
  audience: z.enum(['internal', 'external', 'escalation']),
  /** What it is in the runbook's words: Slack, phone, e-mail, status page. */
  means: z.string(),
  isPublic: z.boolean(),
  /** What the service knows it by, e.g. `#launch-war-room`. */
  address: z.string().optional(),
});

/** A `{{name}}` of a template's text, filled when it is used (reconciled 34). */
const Placeholder = z.strictObject({
  name: z.string(),
  title: z.string(),
  /** What it is prefilled from; without it a person is asked. */
  prefilled: z.enum(['acting-person', 'current-time', 'reason', 'launch-commander', 'launch-title']).optional(),
  default: z.string().optional(),
});

/** A message that is written beforehand, and where it goes. */
export const Template = z.strictObject({
  id: z.string(),
  title: z.string(),
  channel: z.string(),
  text: z.string(),
  subject: z.string().optional(),
  /** Status that a status page shows, e.g. `Investigating`. */
  status: z.string().optional(),
  placeholders: z.array(Placeholder).optional(),
});
