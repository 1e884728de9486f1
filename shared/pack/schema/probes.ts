import { z } from 'zod';
import { comparison } from './comparison.ts';
import { duration, name, sha256, text } from './words.ts';

const holds = comparison('What every value must satisfy.');

const url = z.string().min(1).describe('An http or https address, usually with variables.');
const which = z
  .union([z.enum(['all', 'stable', 'canary']), z.array(text('A name.')).min(1)])
  .describe("`stable`, `canary` or `all` Deployments of the launch's services, or a list of names.");
const services = z.union([z.literal('all'), z.array(name('A service.')).min(1)]).default('all');

/** How often a check runs and how long it may take, beside what it looks at. */
const pace = {
  every: duration('How often it runs by itself.').prefault('5m'),
  timeout: duration('After this it has failed to answer.').prefault('10s'),
  until: z
    .literal('launch')
    .optional()
    .describe('`launch`: what it looks at is changed by the first step; it runs no more from then on.'),
};
const check = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, description: string, shape: Shape) =>
  z.strictObject({ check: z.literal(kind), ...shape, ...pace }).describe(description);

/** A check that the machine runs itself for an item; the person still ticks (product §3). */
export const Probe = z
  .discriminatedUnion('check', [
    check('tls', 'The certificate chain is trusted, fits the name, and stays valid long enough.', {
      host: text('Host, with :port when it is not 443.'),
      validFor: duration('How long it must still be valid.').prefault('0m'),
    }),
    check('dns', 'The name resolves.', {
      name: text('Name to resolve.'),
      record: z.enum(['A', 'AAAA', 'CNAME', 'TXT']).default('A'),
      expected: text('What has to be among the answers.').optional(),
      server: text("Who is asked, host or host:port; `system` is this machine's resolver.").default('system'),
    }),
    check('http', 'The page answers.', {
      url,
      status: z.number().int().default(200),
      contains: text('What the body must contain.').optional(),
      within: duration('How long the answer may take.').optional(),
    }),
    check('pods-healthy', 'Every pod is ready and none is crashing.', { deployments: which }),
    check('deployment-available', 'The Deployments are there and available.', {
      deployments: which,
      replicas: z.number().int().nonnegative().optional().describe('That many replicas, e.g. 0 of a canary.'),
    }),
    check('image', 'The images of the new version can be pulled.', {
      services: services.describe('The services whose images it is about.'),
    }),
    check('autoscaler', 'Each autoscaler is able to scale and gets its metrics.', { autoscalers: which }),
    check('job', 'A Job has succeeded.', {
      job: text('Name of the Job.'),
      within: duration('No longer ago than this.').optional(),
    }),
    check('secret', 'The Secrets are there; their values are never read.', {
      secrets: z.array(text('Name of a Secret.')).min(1),
    }),
    check('flags', 'The flags are on, or off.', {
      flags: z.union([z.literal('all'), z.array(text('A launch flag.')).min(1)]).default('all'),
      on: z.boolean(),
    }),
    check('prometheus', 'Every value of a query satisfies a comparison; no value is unknown, never good.', {
      query: text('A PromQL expression.'),
      holds,
    }),
    check('alertmanager', 'No alert that fits the matchers is firing.', {
      matchers: z.array(text('A matcher, e.g. severity="page".')).default([]),
    }),
    check('vendor-status', "A vendor's status page says that all is well.", {
      vendor: name('A vendor listed under `vendors`.'),
      component: text('One component of the page, by its name.').optional(),
    }),
    check('ntp', "This machine's clock is right.", {
      server: text('An NTP server.'),
      within: duration('How far off it may be, e.g. 1s.'),
    }),
    check('channels', 'Every channel with a connector answers to a call that sends nothing.', {
      channels: z.union([z.literal('all'), z.array(name('A channel.')).min(1)]).default('all'),
    }),
    check('command', 'A program of the team says so by its exit code; it runs only if its file has the hash.', {
      program: text('The program, never a shell line.'),
      arguments: z.array(z.string()).default([]),
      sha256,
    }),
    check('rollback-ready', 'A rollback would work now.', {}),
  ])
  .meta({ title: 'probe', description: 'A check the machine runs itself.' });
export type Probe = z.infer<typeof Probe>;
