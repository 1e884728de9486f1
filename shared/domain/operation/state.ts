import type { PlannedOperation } from '../plan/launch-plan.ts';
import type { OperationPlan, Output, Seen } from './plan.ts';

export type OperationState =
  | 'waiting'
  | 'running'
  | 'succeeded'
  | 'failed'
  /** It was running when the console died, or its answer was lost: look before anything else. */
  | 'outcome-unknown'
  | 'cancelled';

export type OperationEntry = {
  readonly planned: PlannedOperation;
  readonly plan: OperationPlan | null;
  readonly state: OperationState;
  readonly runs: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly seen: readonly Seen[];
  readonly output: Output | null;
  /** It was not done because what it would overwrite had changed. */
  readonly wasChanged: boolean;
  /** A look said that it had not taken effect: done again only by a person's key. */
  readonly needsKey: boolean;
  readonly trouble: { readonly message: string; readonly hint: string; readonly raw: string } | null;
};
