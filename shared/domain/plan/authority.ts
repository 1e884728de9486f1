import { z } from 'zod';
import { AuthorityId, RoleId, StepId } from '../ids.ts';

/** Who has to be there: a role of the pack, or `senior-engineer`. */
export const Requirement = RoleId;
export type Requirement = z.infer<typeof Requirement>;

/**
 * Who may ask for a thing and who has to confirm it. With no `confirms`, asking is the confirmation. Each entry of
 * `confirms` is met by a different person, none of them the one who asked.
 */
export const Authority = z.strictObject({
  id: AuthorityId,
  title: z.string(),
  /** Roles that may ask; `anyone` needs no sign-in; `criterion` means that the tripped criterion is what asks. */
  asks: z.union([z.literal('anyone'), z.literal('criterion'), z.array(Requirement).min(1)]),
  confirms: z.array(Requirement),
  /** The target's name has to be typed. */
  typedName: z.boolean().default(false),
  /** Not allowed before this long after a step was verified, and not before these success criteria (by set id) are met. */
  notBefore: z
    .strictObject({ step: StepId, waitingMs: z.number().int().nonnegative(), success: z.string().optional() })
    .optional(),
});
export type Authority = z.infer<typeof Authority>;
