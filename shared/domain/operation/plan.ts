import { z } from 'zod';

/** What an operation acts on, named so that two clusters can't be mistaken for one another. */
export const Target = z.strictObject({
  /** e.g. `Deployment`, `VirtualService`, `flag`, `channel`. */
  kind: z.string(),
  /** Cluster context, flag project or channel service. */
  where: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  /** The object's own uid where it has one: a re-created object is another one. */
  uid: z.string().optional(),
});
export type Target = z.infer<typeof Target>;

/** One field the operation overwrites: where it is, what it holds now, what it will hold. */
export const FieldChange = z.strictObject({
  target: Target,
  field: z.string(),
  from: z.string(),
  to: z.string(),
});
export type FieldChange = z.infer<typeof FieldChange>;

/** A preflight finding: may I, is it there, can it carry. `act` blocks the action (a rollback is only warned). */
export const Check = z.strictObject({
  what: z.string(),
  state: z.enum(['good', 'watch', 'act', 'unknown']),
  text: z.string(),
  /** Only about capacity: a forced move goes over it with a reason and a name (product §5). */
  isCapacity: z.boolean().optional(),
});
export type Check = z.infer<typeof Check>;

/** The plan of one operation, made by reading the world and a server-side dry run; nothing is changed by making it. */
export const OperationPlan = z.strictObject({
  targets: z.array(Target),
  changes: z.array(FieldChange),
  checks: z.array(Check),
  /** The equivalent command line, to read and copy. */
  equivalent: z.string(),
  /** Resolved numbers the run needs, e.g. `replicas` computed from a percentage. */
  resolved: z.record(z.string(), z.number()).optional(),
});
export type OperationPlan = z.infer<typeof OperationPlan>;

/** A thing that was looked at: what was expected of it and what was seen. */
export const Seen = z.strictObject({
  what: z.string(),
  expected: z.string(),
  seen: z.string(),
  agrees: z.boolean(),
});
export type Seen = z.infer<typeof Seen>;

/** What an operation noted for later ones: a Deployment's count and its manifest, by the Deployment's name. */
export const Noted = z.strictObject({
  replicas: z.number().int().nonnegative(),
  /** As it would be applied: without status and what the cluster fills in. */
  manifest: z.record(z.string(), z.json()),
});
export type Noted = z.infer<typeof Noted>;

/** What a program wrote, both streams together, secrets taken out. */
export const Output = z.strictObject({
  /** The end of it, at most 4 KB; the whole lies in the file. */
  tail: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Name of the file in the launch's folder `outputs`, with the SHA-256 (hex) of it. */
  file: z.string(),
  sha256: z.string(),
});
export type Output = z.infer<typeof Output>;
