import type { PersonId, RoleId } from '../ids.ts';

export type Verdict = 'go' | 'no-go';
export type Vote = {
  readonly verdict: Verdict;
  readonly person: PersonId;
  readonly role: RoleId;
  readonly at: number;
  readonly reason: string;
};
export type GateDecision = {
  readonly verdict: Verdict;
  readonly by: PersonId;
  readonly at: number;
  readonly reason: string;
  /** Criteria that weren't met and were overridden with the reason above. */
  readonly overrode: readonly string[];
};
export type GateEntry = {
  readonly votes: Readonly<Record<string, Vote>>;
  readonly decision: GateDecision | null;
  readonly withdrawn: { readonly at: number; readonly by: PersonId | null; readonly reason: string } | null;
};
export type GateState = { readonly gates: Readonly<Record<string, GateEntry>> };
export const emptyGate: GateState = { gates: {} };
export const untouchedGate: GateEntry = { votes: {}, decision: null, withdrawn: null };
