import { z } from 'zod';
import { GateId, RoleId } from '../ids.ts';

const reason = z.string().trim().max(500);
const Verdict = z.enum(['go', 'no-go']);
/** An attendee's signed vote, in the role they attend in (runbook §1.5). */
export const GateVote = z.strictObject({
  type: z.literal('gate.vote'),
  gate: GateId,
  role: RoleId,
  verdict: Verdict,
  reason,
});
/** The commander's decision; a GO over a criterion that isn't met is an override and needs a reason. */
export const GateDecide = z.strictObject({ type: z.literal('gate.decide'), gate: GateId, verdict: Verdict, reason });
/** Anyone may withdraw GO, which is a hold (reconciled 30). */
export const GateWithdraw = z.strictObject({ type: z.literal('gate.withdraw'), gate: GateId, reason });
export const gateCommands = [GateVote, GateDecide, GateWithdraw] as const;
