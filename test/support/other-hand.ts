import type { OperationKinds } from '#engine/adapters/catalogue.ts';
import { runOperation } from '#engine/adapters/catalogue.ts';
import { manualKind } from '#engine/adapters/manual.ts';
import type { Outside } from '#engine/adapters/outside.ts';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';

/** The kinds of operations of a client that has no launch: nothing noted, no messages. */
export const kindsOf = (outside: Outside): OperationKinds =>
  outside.kinds({ messages: { ...manualKind, kind: 'message.post' } as never, noted: () => ({}) });

/** Somebody besides the engine makes it so in the environment. */
export async function makeSo(outside: Outside, spec: OperationSpec): Promise<void> {
  const { signal } = new AbortController();
  const context = { signal, progress: () => {}, cause: 'someone else', isGoal: true, isForced: false };
  const outcome = await runOperation(kindsOf(outside), spec, null, context);
  if (outcome.kind !== 'done') throw new Error(`${spec.kind}: ${JSON.stringify(outcome)}`);
}

/** Brings the environment to where a canary at 5 % is: weights, pods and flags, without the engine. */
export async function canaryAtFivePercent(outside: Outside, plan: LaunchPlan): Promise<void> {
  const specs = (plan.steps.find((step) => step.id === 'stage-5')?.operations ?? []).map(({ spec }) => spec);
  const all = (isOne: (spec: OperationSpec) => boolean) =>
    Promise.all(specs.filter(isOne).map((spec) => makeSo(outside, spec)));
  await all((spec) => spec.kind === 'kubernetes.scale');
  await all((spec) => spec.kind === 'traffic.weights' || spec.kind === 'flag.set');
}
