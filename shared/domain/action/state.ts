import type { Signed } from '../confirmation/statement.ts';
import type { ActionId, AuthorityId, DecisionId, PersonId, RoleId, ServiceId, StepId } from '../ids.ts';
import type { Noted, Seen } from '../operation/plan.ts';
import type { OperationEntry } from '../operation/state.ts';

export type ActionState =
  /** Asked for; the plan is being made. */
  | 'planning'
  /** The plan could not be made, or its checks stand in the way. */
  | 'plan-failed'
  /** Planned; waits for confirmations. */
  | 'waiting'
  /** Confirmed; the grace time runs. */
  | 'grace'
  | 'running'
  /** Confirmed but not started, or cut off by a restart: one key goes on. */
  | 'not-started'
  /** Every operation was read back; what traffic does is being watched. */
  | 'verifying'
  | 'verified'
  | 'not-effective'
  | 'failed'
  | 'stopped'
  | 'denied'
  | 'expired';

export type Confirmation = {
  readonly person: PersonId;
  readonly role: RoleId;
  /** Whose deputy confirmed. */
  readonly inSteadOf: PersonId | null;
  readonly at: number;
  readonly expiresAt: number;
  readonly shown: string;
  /** Checked against the person's key again when the action starts. */
  readonly signed: Signed;
};

export type ActionSubject =
  | { readonly kind: 'step'; readonly step: StepId }
  | {
      readonly kind: 'rollback';
      readonly procedure: string;
      readonly reason: string;
      readonly services?: readonly ServiceId[] | undefined;
      readonly isBreakGlass?: boolean | undefined;
    };

export type Action = {
  readonly id: ActionId;
  readonly subject: ActionSubject;
  readonly title: string;
  readonly attempt: number;
  readonly state: ActionState;
  readonly authority: AuthorityId;
  readonly askedBy: PersonId | null;
  readonly askedAs: RoleId | null;
  readonly askedAt: number;
  /** Decision that a rollback answers. */
  readonly decision: DecisionId | null;
  /** Hash of the plan, or the goal's words for a rollback. */
  readonly shown: string | null;
  readonly plannedAt: number | null;
  readonly confirmations: readonly Confirmation[];
  readonly graceUntil: number | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly endedAt: number | null;
  readonly operations: readonly OperationEntry[];
  /** Nothing further begins until it is resumed. */
  readonly isPaused: boolean;
  /** What was answered to its questions, by question id. */
  readonly answers: Readonly<Record<string, string>>;
  /** Why its capacity checks are gone over; null when they aren't. */
  readonly forced: string | null;
  readonly seen: readonly Seen[];
  /** Why it is in this state, in words, where that isn't plain. */
  readonly reason: string;
};

export type ActionsState = {
  readonly byId: Readonly<Record<string, Action>>;
  readonly order: readonly ActionId[];
  /** Counts and manifests that operations have noted, by Deployment. */
  readonly noted: Readonly<Record<string, Noted>>;
};
export const emptyActions: ActionsState = { byId: {}, order: [], noted: {} };
