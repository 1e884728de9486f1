import { OperationId, ServiceId } from '../../domain/ids.ts';
import type { OperationSpec } from '../../domain/operation/spec.ts';
import type { PlannedOperation } from '../../domain/plan/launch-plan.ts';

/** An operation on its way to the plan, its ids still plain text. */
export type Draft = {
  readonly id: string;
  readonly title: string;
  readonly service?: string;
  readonly after: readonly string[];
  readonly spec: OperationSpec;
  /** Questions that must be answered before it. */
  readonly asks?: readonly string[];
  /** The step of the procedure it belongs to, where that isn't the one its action stands in. */
  readonly procedureStep?: string;
};

/** Operations that others may wait for: never a message, which may be late for reasons of its own (reconciled 21). */
const isAwaited = (draft: Draft): boolean => draft.spec.kind !== 'message.post';

/** The ends of a set of operations: those that no other of the set waits for. */
export function endsOf(drafts: readonly Draft[]): string[] {
  const awaited = new Set(drafts.filter(isAwaited).flatMap((draft) => draft.after));
  return drafts.filter((draft) => isAwaited(draft) && !awaited.has(draft.id)).map((draft) => draft.id);
}

/** The set, where whatever waited for nothing inside it now waits for `ids`. */
export const startingAfter = (drafts: readonly Draft[], ids: readonly string[]): Draft[] =>
  drafts.map((draft) => (draft.after.length === 0 ? { ...draft, after: ids } : draft));

/** The draft as an operation of the plan. */
export const toOperation = (draft: Draft, procedureStep?: string): PlannedOperation => {
  const step = draft.procedureStep ?? procedureStep;
  return {
    id: OperationId.parse(draft.id),
    title: draft.title,
    ...(draft.service === undefined ? {} : { service: ServiceId.parse(draft.service) }),
    after: draft.after.map((id) => OperationId.parse(id)),
    spec: draft.spec,
    ...(step === undefined ? {} : { procedureStep: step }),
    ...(draft.asks === undefined || draft.asks.length === 0 ? {} : { asks: [...draft.asks] }),
  };
};
