import { z } from 'zod';
import { duration, name, text, wholePercent } from './words.ts';

const flags = z.union([z.literal('all'), z.array(text('A launch flag.')).min(1)]);

const which = z
  .union([z.literal('all'), z.array(name('A service.')).min(1)])
  .default('all')
  .describe('The services it is about.');

/** What a step or a step of a procedure does, one after the other (product §5). */
export const Action = z
  .discriminatedUnion('do', [
    z
      .strictObject({ do: z.literal('set-canary-images'), services: which })
      .describe('Sets the new image on every canary, in launch order.'),
    z
      .strictObject({ do: z.literal('move-to-stage'), percent: wholePercent('Share of traffic.'), services: which })
      .describe('Scales each canary for the stage, then moves the weight, in launch order.'),
    z
      .strictObject({
        do: z.literal('set-weights'),
        percent: wholePercent('Share of traffic at the canary.'),
        services: which,
      })
      .describe('Moves the weight of every service at once and without asking for capacity: for a rollback.'),
    z
      .strictObject({ do: z.literal('scale-canaries'), replicas: z.number().int().nonnegative(), services: which })
      .describe('Scales every canary, dependents before what they depend on.'),
    z
      .strictObject({ do: z.literal('flags'), on: flags.optional(), off: flags.optional() })
      .describe('Turns flags on or off.'),
    z
      .strictObject({ do: z.literal('message'), channel: name('A channel.'), template: name('A template.') })
      .describe('Stores a message to be sent; nothing ever waits for it.'),
    z
      .strictObject({ do: z.literal('read-back'), services: which })
      .describe('Reads back weights, replicas and pods of every service.'),
    z
      .strictObject({
        do: z.literal('command'),
        program: text('The program, never a shell line.'),
        arguments: z.array(z.string()).default([]),
        timeout: duration('How long it may take.'),
        expected: text('What the output must contain.').optional(),
      })
      .describe('Runs a program of the team.'),
    z
      .strictObject({
        do: z.literal('request'),
        method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
        url: text('Address, usually with variables.'),
        body: z.string().optional(),
        status: z.number().int().default(200),
      })
      .describe('Sends an HTTP request.'),
    z
      .strictObject({ do: z.literal('apply'), manifests: text('A manifest or a folder.') })
      .describe('Applies manifests.'),
    z
      .strictObject({
        do: z.literal('patch'),
        kind: text('Kind.'),
        object: text('Name.'),
        patch: z.record(z.string(), z.string()),
      })
      .describe('Changes the fields named, and no other.'),
    z
      .strictObject({ do: z.literal('scale-services'), replicas: z.number().int().nonnegative() })
      .describe('Scales the services of the pack, counts recorded.'),
    z.strictObject({ do: z.literal('restore-counts') }).describe('Scales stable back to the counts recorded.'),
    z
      .strictObject({ do: z.literal('delete-stable') })
      .describe('Deletes every stable Deployment; manifests are stored first.'),
    z.strictObject({ do: z.literal('wait-for-rollout') }).describe('Waits for each Deployment, all at once.'),
    z
      .strictObject({
        do: z.literal('clone-database'),
        instance: text('Instance.'),
        clone: text('Name of the clone.'),
        at: text('Moment to go back to, asked when used.'),
      })
      .describe('Point-in-time recovery into a new instance.'),
    z
      .strictObject({ do: z.literal('manual'), text: text('What a person does.') })
      .describe('A person does it and says so.'),
  ])
  .meta({ title: 'action', description: 'One action.' });
export type Action = z.infer<typeof Action>;
