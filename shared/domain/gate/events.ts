import { z } from 'zod';
import { Signed } from '../confirmation/statement.ts';
import { GateId, PersonId, RoleId } from '../ids.ts';

const Verdict = z.enum(['go', 'no-go']);
export const GateVoted = z.strictObject({
  type: z.literal('gate.voted'),
  gate: GateId,
  role: RoleId,
  by: PersonId,
  verdict: Verdict,
  reason: z.string(),
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
});
export const GateRefused = z.strictObject({
  type: z.literal('gate.refused'),
  gate: GateId,
  by: PersonId,
  reason: z.string(),
  signed: Signed,
});
export const GateWithdrawn = z.strictObject({
  type: z.literal('gate.withdrawn'),
  gate: GateId,
  by: PersonId.nullable(),
  reason: z.string(),
});
export const gateEvents = [GateVoted, GatePassed, GateRefused, GateWithdrawn] as const;
export type GateEvent = z.infer<(typeof gateEvents)[number]>;
