import type { PersonId, RoleId } from '../ids.ts';

export type Verdict = 'go' | 'no-go';
export type Vote = {
  readonly verdict: Verdict;
  /** Whose vote it is. */
  readonly person: PersonId;
  readonly role: RoleId;
  readonly at: number;
  readonly reason: string;
  /** Whose deputy voted. */
  readonly inSteadOf: PersonId | null;
  /** Who took it down when it was given by voice; null when the voter signed it themselves. */
  readonly recordedBy: PersonId | null;
  /** When the voter signed what was taken down; null until then, and for a vote signed at once. */
  readonly countersignedAt: number | null;
};
export type GateDecision = {
  readonly verdict: Verdict;
  readonly by: PersonId;
  readonly at: number;
  readonly reason: string;
  /** Criteria that weren't met and were overridden with the reason above. */
  readonly overrode: readonly string[];
  /** Who wrote the decision down (runbook §1.5 "Recorded by"). */
  readonly recordedBy: PersonId | null;
};
export type Attendance = { readonly isPresent: boolean; readonly at: number; readonly by: PersonId };
export type GateEntry = {
  /** By role. */
  readonly votes: Readonly<Record<string, Vote>>;
  readonly attendance: Readonly<Record<string, Attendance>>;
  readonly decision: GateDecision | null;
  readonly withdrawn: { readonly at: number; readonly by: PersonId | null; readonly reason: string } | null;
  /** Votes up to then count no more: a NO-GO or a withdrawal asks for a new poll (reconciled 28, 30). */
  readonly pollFrom: number;
};
export type GateState = { readonly gates: Readonly<Record<string, GateEntry>> };
export const emptyGate: GateState = { gates: {} };
export const untouchedGate: GateEntry = { votes: {}, attendance: {}, decision: null, withdrawn: null, pollFrom: 0 };
