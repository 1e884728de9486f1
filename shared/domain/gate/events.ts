import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { GateId, PersonId, RoleId } from '../ids.ts';

const Verdict = z.enum(['go', 'no-go']);
export const GateAttended = z.strictObject({
  type: z.literal('gate.attended'),
  gate: GateId,
  role: RoleId,
  isPresent: z.boolean(),
  by: PersonId,
});
export const GateVoted = z.strictObject({
  type: z.literal('gate.voted'),
  gate: GateId,
  role: RoleId,
  by: PersonId,
  verdict: Verdict,
  reason: z.string(),
  signed: Signed,
  /** Whose deputy voted. */
  inSteadOf: PersonId.optional(),
});
/** Given by voice: signed by who took it down, not by the voter. */
export const GateVoteRecorded = z.strictObject({
  type: z.literal('gate.vote-recorded'),
  gate: GateId,
  role: RoleId,
  voter: PersonId,
  inSteadOf: PersonId.optional(),
  by: PersonId,
  verdict: Verdict,
  reason: z.string(),
  signed: Signed,
});
export const GateVoteCountersigned = z.strictObject({
  type: z.literal('gate.vote-countersigned'),
  gate: GateId,
  role: RoleId,
  by: PersonId,
  signed: Signed,
});
export const GatePassed = z.strictObject({
  type: z.literal('gate.passed'),
  gate: GateId,
  by: PersonId,
  reason: z.string(),
  /** Criteria that weren't met; empty for a plain GO. */
  overrode: z.array(z.string()),
  signed: Signed,
  recordedBy: PersonId.optional(),
});
export const GateRefused = z.strictObject({
  type: z.literal('gate.refused'),
  gate: GateId,
  by: PersonId,
  reason: z.string(),
  signed: Signed,
  recordedBy: PersonId.optional(),
});
export const GateWithdrawn = z.strictObject({
  type: z.literal('gate.withdrawn'),
  gate: GateId,
  by: PersonId.nullable(),
  reason: z.string(),
});
export const gateEvents = [
  GateAttended,
  GateVoted,
  GateVoteRecorded,
  GateVoteCountersigned,
  GatePassed,
  GateRefused,
  GateWithdrawn,
] as const;
export type GateEvent = z.infer<(typeof gateEvents)[number]>;
