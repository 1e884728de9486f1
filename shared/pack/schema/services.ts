import { z } from 'zod';
import { duration, key, name, percent, text } from './words.ts';

/** Services that move together or one by one; groups move in the order they are listed (runbook §2.4). */
export const Group = z.strictObject({
  id: name('Name of the group.'),
  title: text('What people call it.'),
  mode: z.enum(['sequential', 'parallel']).describe('`sequential`: one by one as listed. `parallel`: all at once.'),
});

const pattern = (what: string) => text(`${what}; \`\${service}\` stands for the service's id.`);

const names = {
  stable: pattern('Name of the stable Deployment'),
  canary: pattern('Name of the canary Deployment'),
  container: pattern('Container whose image is set'),
  image: pattern('Image of the new version'),
  host: pattern('Host that VirtualServices and DestinationRule name'),
};

/** A service in launch order. */
export const Service = z.strictObject({
  id: name('Name of the service.'),
  title: text('What people call it.'),
  group: name('The group it moves with.').optional(),
  dependsOn: z.array(name('A service.')).default([]).describe('Services that must have moved before it.'),
  external: z.array(text('A name.')).default([]).describe("What it needs that isn't a service of this launch."),
  verification: text('The test that shows that it works, e.g. "JWT generation test".').optional(),
  smokeTest: z
    .strictObject({ program: text('The program.'), arguments: z.array(z.string()).default([]) })
    .optional()
    .describe('A program that tests this service on the canary.'),
  stableReplicas: z.number().int().positive().optional().describe('Expected replicas of stable, for the paper.'),
  ...z.strictObject(names).partial().shape,
});

/** Where the services run and how their objects are named (reconciled 8, 14). */
export const Cluster = z
  .strictObject({
    namespace: text('Namespace, usually a variable.'),
    traffic: z
      .enum(['istio', 'replicas'])
      .default('istio')
      .describe(
        '`istio`: weights of VirtualServices. `replicas`: no mesh, the share is what the canary has of the pods.',
      ),
    subsets: z
      .strictObject({ stable: text('Subset of stable.'), canary: text('Subset of the canary.') })
      .prefault({ stable: 'stable', canary: 'canary' })
      .describe('How traffic is told apart, in routes and in metrics.'),
    ...names,
    readyWithin: duration('How long new pods may take to be ready.'),
    minimumReadyPercent: percent("Share of a stage's pods that must be ready before its weight moves.").default(100),
  })
  .describe('Where the services run and how their objects are named.');

/** The feature flags of the launch. */
export const Flags = z
  .strictObject({
    environment: text('Environment of the flag service.'),
    launch: z
      .array(z.strictObject({ id: key("The flag's key."), title: text('What it does.') }))
      .describe('Flags this launch turns on: all of them are the kill switch (runbook §3.2 step 2).'),
  })
  .describe('The feature flags of the launch.');
