import type { RunContext } from '#engine/adapters/operation-kind.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import type { Result } from '#shared/lib/result.ts';

/** A run as the engine starts it, with its live output kept. */
export function runContext(
  options: { readonly isGoal?: boolean; readonly cause?: string } = {},
): RunContext & { readonly lines: string[]; cancel(): void } {
  const lines: string[] = [];
  const abort = new AbortController();
  return {
    signal: abort.signal,
    progress: (line) => lines.push(line),
    cause: options.cause ?? 'T. Lead: contract test',
    isGoal: options.isGoal ?? false,
    isForced: false,
    lines,
    cancel: () => abort.abort(new Error('a person cancelled')),
  };
}

export const never = (): AbortSignal => new AbortController().signal;

/** The value of a result that must have worked; the fault's own words when it didn't. */
export function value<T>(result: Result<T, { readonly message: string }>): T {
  if (!result.ok) throw new Error(`expected a value, got: ${JSON.stringify(result.error)}`);
  return result.value;
}

export function fault<E>(result: Result<unknown, E>): E {
  if (result.ok) throw new Error(`expected a fault, got: ${JSON.stringify(result.value)}`);
  return result.error;
}

/** State of a plan's check. */
export const checkState = (plan: OperationPlan, what: string): string | undefined =>
  plan.checks.find((one) => one.what === what)?.state;
