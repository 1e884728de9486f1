import { z } from 'zod';
import { Manifest } from '../../../domain/operation/spec.ts';
import { text } from '../words.ts';

/** How an operation is called; made from what it does when left out. */
export const title = text('What it is called; what it does when left out.').optional();
const path = text('Where the field is, e.g. `spec.replicas`; a dot inside a name is written `\\.`.');

const object = {
  kind: text('Kind, e.g. `Secret`.'),
  object: text('Name of the object, in the namespace of the launch.'),
  apiVersion: text('Its version; asked of the cluster when left out.').optional(),
};

/** What is done to other objects of the cluster. */
export const clusterActions = [
  z
    .strictObject({
      do: z.literal('apply'),
      objects: z.array(Manifest.meta({ title: 'manifest', description: 'An object as a manifest has it.' })).min(1),
      title,
    })
    .describe('Applies objects as they are written here, and waits for what is a Deployment.'),
  z
    .strictObject({
      do: z.literal('patch'),
      ...object,
      patch: z.record(z.string(), z.string()).describe("Each field by its path; a Secret's `data` in plain text."),
      title,
    })
    .describe('Changes the fields named, and no other.'),
  z
    .strictObject({ do: z.literal('read'), ...object, path, expected: text('What it has to be.'), title })
    .describe('Reads one field and compares it.'),
  z
    .strictObject({ do: z.literal('suspend-sync') })
    .describe("Takes the automated sync of the pack's Argo CD applications away; nothing where it lists none."),
  z
    .strictObject({ do: z.literal('restore-sync') })
    .describe('Gives the applications their automated sync back as it was.'),
] as const;
