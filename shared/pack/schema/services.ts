import { z } from 'zod';
import { duration, key, name, percent, sha256, text } from './words.ts';

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

/** A program that tests a service on the canary; it exits with 0 when all is well. */
const SmokeTest = z.strictObject({
  program: text('The program; `./scripts/x.sh` lies in the folder of the pack.'),
  arguments: z.array(z.string()).default([]).describe(`\`\${service}\` stands for the service's id.`),
  timeout: duration('How long it may take.').prefault('2m'),
  expected: text('What the output must contain.').optional(),
  sha256: sha256.optional().describe('The program runs only if its file has this hash.'),
});
export type SmokeTest = z.infer<typeof SmokeTest>;

/** A service in launch order. */
export const Service = z
  .strictObject({
    id: name('Name of the service.'),
    title: text('What people call it.'),
    group: name('The group it moves with.').optional(),
    dependsOn: z.array(name('A service.')).default([]).describe('Services that must have moved before it.'),
    external: z.array(text('A name.')).default([]).describe("What it needs that isn't a service of this launch."),
    verification: text('The test that shows that it works, e.g. "JWT generation test".').optional(),
    smokeTest: SmokeTest.optional().describe(
      "A program that tests this service on the canary; the cluster's when left out.",
    ),
    flags: z
      .array(key('A launch flag.'))
      .default([])
      .describe("Launch flags that are this service's alone: off when it is rolled back by itself."),
    worksWithOld: z
      .array(name('A service it depends on.'))
      .default([])
      .describe('Services whose old version its new version works with: they may be rolled back without it.'),
    stableReplicas: z.number().int().positive().optional().describe('Expected replicas of stable, for the paper.'),
    ...z.strictObject(names).partial().shape,
  })
  .refine(({ dependsOn, worksWithOld }) => worksWithOld.every((id) => dependsOn.includes(id)), {
    error: 'has a service in `worksWithOld` that it does not depend on',
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
    smokeTest: SmokeTest.optional().describe('The smoke test of every service that has none of its own.'),
    argoApplications: z
      .array(
        z.strictObject({
          name: text('Name of the Application.'),
          namespace: text('Where it lies.').default('argocd'),
        }),
      )
      .default([])
      .describe('Applications of Argo CD that deploy the services.'),
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
