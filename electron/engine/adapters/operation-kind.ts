import type { Noted, OperationPlan, Output, Seen } from '#shared/domain/operation/plan.ts';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

/** How a run ended. `unknown` means the request may or may not have taken effect: look before anything else. */
export type RunOutcome =
  | {
      readonly kind: 'done';
      readonly seen: readonly Seen[];
      /** What later operations need of how it was, by Deployment. */
      readonly noted?: Readonly<Record<string, Noted>>;
      readonly output?: Output;
    }
  /** A field that the plan showed holds something else now: nothing was changed; plan anew. */
  | { readonly kind: 'changed-since'; readonly fields: readonly string[] }
  /** The request succeeded and the world is as before. */
  | { readonly kind: 'not-effective'; readonly seen: readonly Seen[] }
  | { readonly kind: 'failed'; readonly fault: Fault; readonly output?: Output }
  | { readonly kind: 'unknown'; readonly fault: Fault };

export type LookResult = { readonly applied: 'yes' | 'no' | 'partly'; readonly seen: readonly Seen[] };

export type RunContext = {
  /** Cancel at every await. */
  readonly signal: AbortSignal;
  /** Live output, a line at a time; never a secret. */
  readonly progress: (line: string) => void;
  /** Field manager's reason, kept in `kubernetes.io/change-cause`: who, action, launch. */
  readonly cause: string;
  /** A rollback's operation is a goal: it plans again itself, warns where others refuse, and never asks. */
  readonly isGoal: boolean;
  /** A person goes over what is said about capacity, with a reason and a name. */
  readonly isForced: boolean;
};

/**
 * One kind of operation. Running it twice does no harm: `run` looks first and does nothing when the goal is reached.
 */
export interface OperationKind<Spec extends OperationSpec = OperationSpec> {
  readonly kind: Spec['kind'];
  plan(spec: Spec, signal: AbortSignal): Promise<Result<OperationPlan, Fault>>;
  run(spec: Spec, plan: OperationPlan | null, context: RunContext): Promise<RunOutcome>;
  look(spec: Spec, plan: OperationPlan | null, signal: AbortSignal): Promise<Result<LookResult, Fault>>;
}
