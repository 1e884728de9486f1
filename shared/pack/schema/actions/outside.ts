import { z } from 'zod';
import { duration, sha256, text } from '../words.ts';
import { title } from './cluster.ts';

/** What is done outside the cluster: programs, requests, people. */
export const outsideActions = [
  z
    .strictObject({
      do: z.literal('command'),
      program: text('The program, never a shell line; `./scripts/x.sh` lies in the folder of the pack.'),
      arguments: z.array(z.string()).default([]),
      timeout: duration('How long it may take.'),
      expected: text('What the output must contain.').optional(),
      sha256: sha256.optional().describe('The program runs only if its file has this hash.'),
      repeatable: z.boolean().default(true).describe('Running it once more does no harm.'),
      title,
    })
    .describe('Runs a program of the team.'),
  z
    .strictObject({
      do: z.literal('request'),
      method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      url: text('Address, usually with variables.'),
      body: z.string().optional(),
      status: z.number().int().default(200),
      timeout: duration('How long the answer may take.').prefault('30s'),
      title,
    })
    .describe('Sends an HTTP request; anything but GET is sent once.'),
  z
    .strictObject({
      do: z.literal('clone-database'),
      instance: text('Instance.'),
      clone: text('Name of the clone.'),
      at: text('Moment to go back to, asked when used.'),
      timeout: duration('How long it may take.').prefault('30m'),
    })
    .describe('Point-in-time recovery into a new instance: `gcloud sql instances clone`.'),
  z
    .strictObject({ do: z.literal('manual'), text: text('What a person does.'), title })
    .describe('A person does it and says so.'),
] as const;
