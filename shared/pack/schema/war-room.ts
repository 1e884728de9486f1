import { z } from 'zod';
import { duration, name, percent, text } from './words.ts';

/** A page to have at hand (runbook §5.1). */
export const Link = z.strictObject({
  id: name('Name.'),
  title: text('What it is.'),
  url: text('Address, usually a variable.'),
});

/** The room (runbook §5.1). */
export const WarRoom = z.strictObject({
  physical: z.array(text('A thing.')).default([]),
  virtual: z.array(text('A thing.')).default([]),
  breakoutRooms: z.array(text('A room.')).default([]),
  shift: duration('How long a person should stay on shift.').optional(),
});

/** One of the four monitors (runbook §5.1). */
export const Screen = z.strictObject({
  number: z.number().int().min(1).max(9),
  kind: z.enum(['health', 'traffic', 'logs', 'status']),
  title: text('What it shows.'),
});

const query = (what: string) => text(`PromQL: ${what}, by the labels \`service\` and \`subset\`.`);

/** What is measured and how (reconciled 17). */
export const Signals = z.strictObject({
  requestRate: query('requests a second'),
  errorRate: query('failed requests in percent of all'),
  p95: query('95th percentile of the latency in milliseconds'),
  every: duration('How often it is asked.'),
  minimumRequests: z
    .number()
    .int()
    .nonnegative()
    .describe('Fewer requests than this in the window: "too few requests", neither good nor bad.'),
  saturation: z
    .array(
      z.strictObject({
        title: text('What it is.'),
        query: text('PromQL: percent used.'),
        limit: percent('Bad above.').optional(),
      }),
    )
    .default([]),
});

/** A monitor of ours from outside (product §7). */
export const Monitor = z.strictObject({
  id: name('Name.'),
  title: text('What it watches.'),
  kind: z.enum(['http', 'tls', 'dns']),
  target: text('Address, usually with variables.'),
  every: duration('How often.'),
});

/** A status page of a vendor. */
export const Vendor = z.strictObject({
  id: name('Name.'),
  title: text('Who.'),
  statusPage: text('Address of the page.'),
});

/** The limits of the safety rules (authority.md, reconciled 30). */
export const Rules = z.strictObject({
  grace: duration('After the last confirmation anyone can still stop it; none for a rollback.'),
  confirmation: duration('A confirmation not used by then is void.'),
  rollbackConfirmation: duration("The same for a rollback's."),
  holdNeedsGate: duration('After a hold longer than this a fresh gate is asked for.'),
  deputyAfter: duration("After this without an answer a deputy may use the holder's role."),
  idleLock: duration('A console where nobody does anything for so long locks itself.').prefault('10m'),
});
