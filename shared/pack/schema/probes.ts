import { z } from 'zod';
import { duration, text } from './words.ts';

const expected = text('What the answer must contain.').optional();
const url = z.string().min(1).describe('An http or https address, usually with variables.');

/** A check that the machine runs itself for an item; the person still ticks (product §3). */
export const Probe = z
  .discriminatedUnion('probe', [
    z.strictObject({
      probe: z.literal('tls-expiry'),
      host: text('Host, with :port when it is not 443.'),
      atLeast: duration('How long the certificate must still be valid.'),
    }),
    z.strictObject({ probe: z.literal('dns'), host: text('Name to resolve.'), expected }),
    z.strictObject({ probe: z.literal('http'), url, status: z.number().int().default(200), expected }),
    z.strictObject({
      probe: z.literal('kubernetes'),
      kind: text('Kind of object, e.g. Deployment.'),
      object: text('Its name; `*` for every service of the launch.'),
      condition: text('Condition that must be True, e.g. Available.'),
    }),
    z.strictObject({
      probe: z.literal('prometheus'),
      query: text('A PromQL expression.'),
      holds: text('What the value must satisfy, e.g. "< 0.8".'),
    }),
    z.strictObject({ probe: z.literal('alertmanager'), matchers: z.array(text('A matcher.')).default([]) }),
    z.strictObject({ probe: z.literal('vendor-status'), vendor: text('A vendor listed under `vendors`.') }),
    z.strictObject({ probe: z.literal('image'), services: z.literal('all').default('all') }),
    z.strictObject({ probe: z.literal('flags'), flags: z.literal('launch').default('launch'), on: z.boolean() }),
    z.strictObject({
      probe: z.literal('command'),
      program: text('The program, never a shell line.'),
      arguments: z.array(z.string()).default([]),
      timeout: duration('How long it may take.'),
    }),
    z.strictObject({ probe: z.literal('rollback-ready') }),
  ])
  .describe('A check the machine runs itself.');
