import { z } from 'zod';
import { GateId, PersonId, RoleId } from '../ids.ts';

const reason = z.string().trim().max(500);
const Verdict = z.enum(['go', 'no-go']);
/** Who is there, before the votes; the scribe's or the attendee's own (runbook §1.5 "Attendees"). */
export const GateAttend = z.strictObject({
  type: z.literal('gate.attend'),
  gate: GateId,
  role: RoleId,
  isPresent: z.boolean(),
});
/** An attendee's signed vote, in the role they attend in (runbook §1.5). */
export const GateVote = z.strictObject({
  type: z.literal('gate.vote'),
  gate: GateId,
  role: RoleId,
  verdict: Verdict,
  reason,
});
/** A vote given by voice, taken down by the scribe; it is unsigned until the voter countersigns (authority.md). */
export const GateRecordVote = z.strictObject({
  type: z.literal('gate.record-vote'),
  gate: GateId,
  role: RoleId,
  voter: PersonId,
  verdict: Verdict,
  reason,
});
/** The voter signs the verdict that they see; refused when another one was taken down in between. */
export const GateCountersign = z.strictObject({
  type: z.literal('gate.countersign'),
  gate: GateId,
  role: RoleId,
  verdict: Verdict,
});
/** The commander's decision; a GO over a criterion that isn't met is an override and needs a reason. */
export const GateDecide = z.strictObject({
  type: z.literal('gate.decide'),
  gate: GateId,
  verdict: Verdict,
  reason,
  /** Who writes it down (runbook §1.5 "Recorded by"). */
  recordedBy: PersonId.optional(),
});
/** Anyone may withdraw GO, which is a hold (reconciled 30). */
export const GateWithdraw = z.strictObject({ type: z.literal('gate.withdraw'), gate: GateId, reason });
export const gateCommands = [GateAttend, GateVote, GateRecordVote, GateCountersign, GateDecide, GateWithdraw] as const;
