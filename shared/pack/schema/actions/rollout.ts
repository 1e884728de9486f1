import { z } from 'zod';
import { name, text, wholePercent } from '../words.ts';
import { which } from './which.ts';

const flags = z.union([z.literal('all'), z.array(text('A launch flag.')).min(1)]);

/** What moves the launch forward and back: images, pods, traffic, flags, messages. */
export const rolloutActions = [
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
    .strictObject({ do: z.literal('smoke-tests'), services: which })
    .describe("Runs each service's smoke test, all at once."),
  z
    .strictObject({ do: z.literal('read-back'), services: which })
    .describe('Reads back weights, replicas and pods of every service.'),
  z
    .strictObject({ do: z.literal('quick-rollback') })
    .describe('In another procedure: the whole quick rollback but the message that says it is complete.'),
] as const;
