import { z } from 'zod';
import { duration, name, text } from './words.ts';

/** Tiles of the screens whose detail can lead to a page. */
export const LINKED_FROM = [
  'service',
  'pod',
  'signal',
  'weights',
  'measure',
  'dependency',
  'monitor',
  'vendor',
  'public-page',
  'alert',
  'log-kind',
  'source',
  'namespace',
] as const;
const known = 'service|namespace|pod|from|to';
const hasOnlyKnown = (words: string): boolean => !new RegExp(`\\{\\{(?!(?:${known})\\}\\})`).test(words);
const unknownPlaceholder = `has a placeholder that is none of ${known.replaceAll('|', ', ')}`;

/** A page to have at hand (runbook §5.1), and where from the screens it is linked. */
export const Link = z.strictObject({
  id: name('Name.'),
  title: text('What it is.'),
  url: text('Address, usually a variable.').refine(hasOnlyKnown, { error: unknownPlaceholder }),
  for: z
    .array(z.enum(LINKED_FROM))
    .optional()
    .describe('Tiles of the screens whose detail leads to it; none when left out.'),
  parameters: z
    .record(z.string(), z.string().refine(hasOnlyKnown, { error: unknownPlaceholder }))
    .optional()
    .describe(
      'Added to the address from there: `{{service}}`, `{{namespace}}`, `{{pod}}`, `{{from}}` and `{{to}}` (epoch milliseconds) are filled in; what is not known of a tile is left out.',
    ),
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

/** Keys that a monitor of one kind alone has. */
const ownKeys = { http: [], tls: ['validFor'], dns: ['record', 'expected', 'server'] } as const;

/** A monitor of ours from outside (product §7). */
export const Monitor = z
  .strictObject({
    id: name('Name.'),
    title: text('What it watches.'),
    kind: z.enum(['http', 'tls', 'dns']),
    target: text(
      '`http`: an address; `tls`: a host, with :port when it is not 443; `dns`: a name. Usually a variable.',
    ),
    every: duration('How often.'),
    within: duration('An answer that takes longer is slow.').optional(),
    validFor: duration('`tls`: with less left than this it is to be seen to; 14 days when left out.').optional(),
    record: z.enum(['A', 'AAAA', 'CNAME', 'TXT']).optional().describe('`dns`: what is asked for; A when left out.'),
    expected: text('`dns`: what has to be among the answers.').optional(),
    server: text('`dns`: who is asked, host or host:port; `system`, or left out, is this machine.').optional(),
  })
  .refine(
    (monitor) =>
      Object.entries(ownKeys).every(
        ([kind, keys]) => kind === monitor.kind || keys.every((key) => monitor[key] === undefined),
      ),
    { error: 'has a key of another kind: `validFor` is for tls; `record`, `expected` and `server` are for dns' },
  );

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
